import Model
import Syntax
import Testing

@testable import Readers

private func images(_ reader: Reader, _ text: String) throws -> [String] {
  var source = try ByteSource(Array(text.utf8))
  let manifests = try reader.read(&source, "file").manifests
  return manifests.images.map { "\($0.location.line ?? 0) \($0.reference)" }
}

private func recognises(_ reader: Reader, _ text: String) throws -> Bool {
  var source = try ByteSource(Array(text.utf8))
  return reader.recognises(try Head(&source))
}

struct DockerfileTests {
  @Test(arguments: [
    ("FROM alpine:3.20\n", ["1 alpine:3.20"]), ("# a comment\n\nfrom  alpine\n", ["3 alpine"]),
    ("FROM --platform=linux/amd64 a:1 AS build\nFROM build\nFROM BUILD AS c\nFROM c\n", ["1 a:1"]),
    ("FROM scratch\nCOPY a /\n", []), ("ARG TAG=1.2\nFROM a:${TAG}\n", ["2 a:1.2"]),
    ("ARG BASE=\"a\"\nARG TAG\nFROM $BASE:${TAG:-7}\n", ["3 a:7"]), ("ARG TAG\nFROM a:$TAG\n", ["2 a:${TAG}"]),
    ("FROM a:1\nRUN cat <<EOF\nFROM b:2\nEOF\nFROM c:3\n", ["1 a:1", "5 c:3"]),
    ("FROM a:1\nRUN cat <<-'X' <<Y\nFROM b\nX\nFROM c\nY\n", ["1 a:1"]),
    ("FROM \\\n  a:1 \\\n  AS x\nRUN echo \\\n FROM b\n", ["1 a:1"]), ("FROM a:1\r\nRUN x\r\n", ["1 a:1"]),
    (
      "ARG N=1\nFROM a:1 AS b\nCOPY --chown=x --from=nginx:$N /x /\nCOPY --from=b /x /\nCOPY --from=0 /y /\n",
      ["2 a:1", "3 nginx:1"]
    ),
    (
      "FROM a:1\nRUN --mount=type=cache,target=/x --mount=type=bind,from=c:2,target=/y make --from=z\n",
      ["1 a:1", "2 c:2"]
    ),
  ])
  func `the images of its stages are those that are fetched`(_ text: String, _ wanted: [String]) throws {
    #expect(try images(.dockerfile, text) == wanted)
  }

  @Test(arguments: ["FROM\n", "FROM a\nFROM --platform=x\n"])
  func `a stage without an image is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try images(.dockerfile, text) }
  }

  @Test(arguments: [
    ("FROM a\n", true), ("# syntax=docker/dockerfile:1\nARG A=1\nFROM a\n", true), ("RUN a\n", false), ("", false),
    ("FROM: a\n", false),
  ])
  func `it is recognised by its first instruction`(_ text: String, _ isOne: Bool) throws {
    #expect(try recognises(.dockerfile, text) == isOne)
  }
}

struct ComposeTests {
  @Test func `services that are not built here have images`() throws {
    let text = """
      services:
        db: {image: "postgres:${PG:-16}"}
        cache:
          image: redis:${REDIS}
        web: {build: ., image: shop/web}
        odd: 1
      """
    #expect(try images(.compose, text) == ["2 postgres:16", "4 redis:${REDIS}"])
  }

  @Test(arguments: [
    ("services:\n  a: {image: b}\n", true), ("version: '3'\nservices: {}\n", true),
    ("apiVersion: v1\nservices: {}\n", false), ("a: 1\n", false), ("services: {}\nstages: [a]\n", false),
  ])
  func `it is recognised by its services`(_ text: String, _ isOne: Bool) throws {
    #expect(try recognises(.compose, text) == isOne)
  }
}

struct HelmValuesTests {
  @Test func `images are told by repository and tag, at any depth`() throws {
    let text = """
      image: {registry: r.example.com, repository: shop/web, tag: "1.2"}
      sidecars:
        - image:
            repository: envoy
            digest: sha256:0
      own: {image: {repository: shop/cart, tag: ""}}
      chart: {repository: "https://charts.example.com"}
      """
    #expect(try images(.helmValues, text) == ["1 r.example.com/shop/web:1.2", "5 envoy@sha256:0", "6 shop/cart"])
  }

  @Test func `a broken file is refused`() { #expect(throws: ReadError.self) { try images(.helmValues, "image: {") } }
}

struct InterpolationTests {
  @Test(arguments: [
    ("a", "a"), ("$A", "1"), ("${A}", "1"), ("${B}", "${B}"), ("${B:-2}", "2"), ("${B-2}", "2"), ("${A:-2}", "1"),
    ("$", "$"),
    ("${", "${"), ("a$A-${A}b", "a1-1b"), ("$B", "${B}"), ("$$", "$$"),
  ])
  func `variables are put in place where they are known`(_ text: String, _ wanted: String) {
    #expect(Interpolation.resolved(text) { $0 == "A" ? "1" : nil } == wanted)
  }
}
