# What a developer types. `make test` and `make demo` are all that a fresh machine needs.

SWIFT ?= swift
STATIC = SIXGATE_LINK=static $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -static-executable \
	--product sixgate --scratch-path .build/static
BINARY = .build/static/release/sixgate
CHECKED = --explicit-target-dependency-import-check error

.PHONY: needs validators peers build test lint templates schemas browser demo bench fuzz self law order docs clean

needs:
	@sh Scripts/needs.sh

validators:
	@sh Scripts/tools.sh Tests/ci-templates/validators.txt .build/validators

peers:
	@sh Scripts/tools.sh Benchmarks/peers.txt .build/peers

# One program that needs nothing but a kernel.
build: needs
	@mkdir -p .build
	@$(STATIC) 2> .build/static.log || { cat .build/static.log; exit 1; }
	@strip -o .build/sixgate $(BINARY)
	@ls -l .build/sixgate | awk '{ printf "built .build/sixgate (%.1f MB)\n", $$5 / 1e6 }'

test: needs
	$(SWIFT) build --build-tests --enable-code-coverage $(CHECKED)
	@mkdir -p reports
	$(SWIFT) test --skip-build --enable-code-coverage --parallel --xunit-output reports/junit.xml
	@# Swift writes a report of XCTest as well, which has no tests here; one without tests is no evidence.
	@if grep -q '<testsuite [^>]*tests="0"' reports/junit.xml; then rm reports/junit.xml; fi

lint:
	$(SWIFT) format lint --strict -r Sources Tests Fuzz Package.swift

# The CI templates: held against schemas, and their steps executed with the program of the debug build.
templates: validators
	@PATH="$(CURDIR)/.build/validators/bin:$$PATH" sh Tests/ci-templates/validate.sh
	@python3 Tests/ci-templates/run.py .build/debug/sixgate

# What sixgate writes and reads, held against its schemas by a validator that is not ours.
schemas: validators
	@PATH="$(CURDIR)/.build/validators/bin:$$PATH" sh Tests/schema.sh .build/debug/sixgate

# The HTML report in a browser, where there is one.
browser:
	@python3 Scripts/browser.py .build/debug/sixgate

demo: build
	@sh Examples/demo.sh .build/sixgate

bench: build peers
	@PATH="$(CURDIR)/.build/peers/bin:$$PATH" python3 Benchmarks/measure.py .build/sixgate

fuzz: needs
	@sh Fuzz/run.sh

# sixgate judges its own repository, from the evidence that `make test` left.
self: build
	@sh Scripts/coverage.sh reports/coverage.lcov
	.build/sixgate run --output json=reports/sixgate.json

# After a change of gates/, before the program is built: what is built in.
law: needs
	@sh Scripts/law.sh

# What runs call, which is linked together: for who has changed much of what they do. Needs valgrind.
order: build
	@python3 Scripts/order.py $(BINARY)
	@# The list is no source that the next build would look at.
	@rm $(BINARY)

docs: build
	@sh Scripts/docs.sh

clean:
	rm -rf .build
