#include "CGates.h"

#define FILE_OF_GATES(symbol) {symbol##_name, symbol, sizeof symbol}

static const char languages_name[] = "languages.yaml";
static const unsigned char languages[] = {
#embed "tapes/languages.tape"
};
static const char commands_name[] = "commands.yaml";
static const unsigned char commands[] = {
#embed "tapes/commands.tape"
};
static const char requirements_name[] = "requirements.yaml";
static const unsigned char requirements[] = {
#embed "tapes/requirements.tape"
};
static const char tdd_name[] = "1-tdd.yaml";
static const unsigned char tdd[] = {
#embed "tapes/1-tdd.tape"
};
static const char coverage_name[] = "2-coverage.yaml";
static const unsigned char coverage[] = {
#embed "tapes/2-coverage.tape"
};
static const char security_name[] = "3-security.yaml";
static const unsigned char security[] = {
#embed "tapes/3-security.tape"
};
static const char infrastructure_name[] = "4-infrastructure.yaml";
static const unsigned char infrastructure[] = {
#embed "tapes/4-infrastructure.tape"
};
static const char integration_name[] = "5-integration.yaml";
static const unsigned char integration[] = {
#embed "tapes/5-integration.tape"
};
static const char performance_name[] = "6-performance.yaml";
static const unsigned char performance[] = {
#embed "tapes/6-performance.tape"
};
static const char merge_name[] = "merge.yaml";
static const unsigned char merge[] = {
#embed "tapes/merge.tape"
};
static const char law_name[] = "law.yaml";
static const unsigned char law[] = {
#embed "tapes/law.tape"
};
static const char reviews_name[] = "reviews.yaml";
static const unsigned char reviews[] = {
#embed "tapes/reviews.tape"
};
static const char change_name[] = "change.yaml";
static const unsigned char change[] = {
#embed "tapes/change.tape"
};
static const char documents_name[] = "documents.yaml";
static const unsigned char documents[] = {
#embed "tapes/documents.tape"
};
static const char deployments_name[] = "deployments.yaml";
static const unsigned char deployments[] = {
#embed "tapes/deployments.tape"
};
static const char waivers_name[] = "waivers.yaml";
static const unsigned char waivers[] = {
#embed "tapes/waivers.tape"
};
static const char six_gates_name[] = "policies/six-gates.yaml";
static const unsigned char six_gates[] = {
#embed "tapes/policies/six-gates.tape"
};
static const char no_direct_deploy_name[] = "policies/no-direct-deploy.yaml";
static const unsigned char no_direct_deploy[] = {
#embed "tapes/policies/no-direct-deploy.tape"
};
static const char gitops_name[] = "policies/gitops.yaml";
static const unsigned char gitops[] = {
#embed "tapes/policies/gitops.tape"
};
static const char change_control_name[] = "policies/change-control.yaml";
static const unsigned char change_control[] = {
#embed "tapes/policies/change-control.tape"
};
static const char release_name[] = "policies/release.yaml";
static const unsigned char release[] = {
#embed "tapes/policies/release.tape"
};
static const char vpn_name[] = "policies/vpn.yaml";
static const unsigned char vpn[] = {
#embed "tapes/policies/vpn.tape"
};

static const char schemas_name[] = "kubernetes/schemas.bin.gz";
static const unsigned char schemas[] = {
#embed "../../gates/kubernetes/schemas.bin.gz"
};
static const char values_name[] = "kubernetes/values.yaml";
static const unsigned char values[] = {
#embed "tapes/kubernetes/values.tape"
};
static const char field_rules_name[] = "kubernetes/rules.yaml";
static const unsigned char field_rules[] = {
#embed "tapes/kubernetes/rules.tape"
};
static const char lifecycle_name[] = "kubernetes/lifecycle.yaml";
static const unsigned char lifecycle[] = {
#embed "tapes/kubernetes/lifecycle.tape"
};

static const char dependencies_name[] = "dependencies.yaml";
static const unsigned char dependencies[] = {
#embed "tapes/dependencies.tape"
};
static const char migrations_name[] = "migrations.yaml";
static const unsigned char migrations[] = {
#embed "tapes/migrations.tape"
};

// The folder's files, in their order, as one.
static const char scanners_name[] = "scanners.yaml";
static const unsigned char scanners[] = {
#embed "tapes/scanners.tape"
};

// What `init` writes; the files of ci-templates/, by the names of platforms.
static const char github_name[] = "ci-templates/github";
static const unsigned char github[] = {
#embed "../../ci-templates/github/sixgate.yml"
};
static const char gitlab_name[] = "ci-templates/gitlab";
static const unsigned char gitlab[] = {
#embed "../../ci-templates/gitlab/sixgate.gitlab-ci.yml"
};
static const char jenkins_name[] = "ci-templates/jenkins";
static const unsigned char jenkins[] = {
#embed "../../ci-templates/jenkins/Jenkinsfile"
};
static const char azure_name[] = "ci-templates/azure";
static const unsigned char azure[] = {
#embed "../../ci-templates/azure/azure-pipelines.yml"
};
static const char buildkite_name[] = "ci-templates/buildkite";
static const unsigned char buildkite[] = {
#embed "../../ci-templates/buildkite/pipeline.yml"
};

static const gates_file files[] = {
    FILE_OF_GATES(tdd),         FILE_OF_GATES(coverage),    FILE_OF_GATES(security),
    FILE_OF_GATES(infrastructure), FILE_OF_GATES(integration), FILE_OF_GATES(performance),
    FILE_OF_GATES(merge),       FILE_OF_GATES(law),         FILE_OF_GATES(waivers),
    FILE_OF_GATES(reviews),     FILE_OF_GATES(change),      FILE_OF_GATES(documents),   FILE_OF_GATES(deployments),   FILE_OF_GATES(languages),   FILE_OF_GATES(commands),    FILE_OF_GATES(requirements),
    FILE_OF_GATES(six_gates),   FILE_OF_GATES(vpn),
    FILE_OF_GATES(no_direct_deploy), FILE_OF_GATES(gitops), FILE_OF_GATES(change_control), FILE_OF_GATES(release),
    FILE_OF_GATES(scanners),    FILE_OF_GATES(schemas),     FILE_OF_GATES(values),
    FILE_OF_GATES(lifecycle),   FILE_OF_GATES(field_rules), FILE_OF_GATES(dependencies),
    FILE_OF_GATES(migrations),
    FILE_OF_GATES(github),      FILE_OF_GATES(gitlab),      FILE_OF_GATES(jenkins),     FILE_OF_GATES(azure),
    FILE_OF_GATES(buildkite),
};

const gates_file *gates_files(size_t *count) {
  *count = sizeof files / sizeof *files;
  return files;
}
