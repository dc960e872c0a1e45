internal import Model
import Syntax

extension Setting {
  /// What gate 4 is told of manifests and images.
  static let ofInfrastructure: [Setting] = [
    globs(
      "infrastructure.manifests", "Where manifests are, besides their usual places",
      { $1(&$0.infrastructure.manifests) },
      .longer,
      example: "[\"platform/**/*.yaml\"]"),
    globs(
      "infrastructure.own-images", "Images that this repository's pipeline builds",
      { $1(&$0.infrastructure.ownImages) },
      .longer,
      example: "[\"registry.example.com/shop/*\"]"),
    globs(
      "infrastructure.registries", "Where images may come from; else anywhere", { $1(&$0.infrastructure.registries) },
      .narrower,
      example: "[\"registry.example.com/*\"]"),
    globs(
      "infrastructure.accounts", "Accounts of Docker Hub that are no person's", { $1(&$0.infrastructure.accounts) },
      .shorter,
      example: "[bitnami, grafana]"),
    globs(
      "infrastructure.forbidden-tags", "Tags that move", { $1(&$0.infrastructure.forbiddenTags) }, .longer,
      example: "[latest, \"nightly*\"]"),
    globs(
      "infrastructure.own-tag", "What the tag of an own image looks like", { $1(&$0.infrastructure.ownTag) }, .shorter,
      example: "[\"sha-*\"]"),
    globs(
      "infrastructure.protected-types", "Types of resources that a plan must not destroy or replace",
      { $1(&$0.infrastructure.protectedTypes) }, .longer, example: "[aws_db_instance, \"*_bucket\"]"),
    globs(
      "infrastructure.sensitive-types", "Types of resources whose drift blocks",
      { $1(&$0.infrastructure.sensitiveTypes) },
      .longer, example: "[\"*_iam_*\"]"),
    texts(
      "infrastructure.required-tags", "Tags that every resource carries; else any",
      { $1(&$0.infrastructure.requiredTags) },
      .longer, example: "[Owner, Environment]"),
    globs(
      "infrastructure.development", "What plans of development are called, by the words of their paths",
      { $1(&$0.infrastructure.development) }, .longer, example: "[dev]"),
    globs(
      "infrastructure.staging", "What plans of staging are called, by the words of their paths",
      { $1(&$0.infrastructure.staging) }, .longer, example: "[staging]"),
    globs(
      "infrastructure.small-sizes", "Kinds of machines that development may use", { $1(&$0.infrastructure.smallSizes) },
      .shorter,
      example: "[\"*.small\"]"),
    globs(
      "infrastructure.plans-after-apply", "Plans that were made after the change was applied",
      { $1(&$0.infrastructure.plansAfterApply) }, .longer, example: "[\"tfplan-after.json\"]"),
    Setting(
      "kubernetes.version", "1.MINOR",
      "The version of Kubernetes that manifests are for; else the newest that is known",
      example: "\"1.34\"", loosens: { $0.infrastructure.kubernetesMinor != $1.infrastructure.kubernetesMinor }
    ) { node, policy throws(ReadError) in
      policy.infrastructure.kubernetesMinor = try node.kubernetesMinor()
    },
  ]
}
