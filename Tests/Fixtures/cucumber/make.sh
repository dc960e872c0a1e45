#!/bin/sh
# Writes the reports of cucumber (Ruby) and behave anew; `jvm.json` is written by hand. BEHAVE names a behave.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/features/step_definitions" "$work/b/steps"
cat > "$work/features/pay.feature" <<'F'
@checkout
Feature: Paying
  Background:
    Given a cart

  @smoke
  Scenario: by card
    When it is paid
  Scenario: by bill
    When it is not paid
  Scenario: by coin
    When nobody says how
  Scenario Outline: by <what>
    When it is paid
    Examples:
      | what |
      | note |
F
cat > "$work/features/step_definitions/steps.rb" <<'R'
Given("a cart") {}
When("it is paid") {}
When("it is not paid") { raise "no bank" }
R
cp "$work/features/pay.feature" "$work/b/pay.feature"
cat > "$work/b/steps/steps.py" <<'P'
from behave import given, when

@given("a cart")
def a_cart(context): pass

@when("it is paid")
def paid(context): pass

@when("it is not paid")
def unpaid(context): assert False, "no bank"
P
(cd "$work" && cucumber --format json --no-color) > ruby.json 2> /dev/null || true
(cd "$work/b" && "${BEHAVE:-behave}" --format json --outfile report.json --no-summary) > /dev/null 2>&1 || true
cp "$work/b/report.json" behave.json
sed -i "s#$work#/work#g" ruby.json behave.json
