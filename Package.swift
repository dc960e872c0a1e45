// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target obeys: one language, no exceptions.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// SIXGATE_LINK=static links every C library from its archive, for the one-file release.
let isStatic = Context.environment["SIXGATE_LINK"] == "static"
let archives = [":libxml2.a", ":libyaml.a", ":libz.a", ":libsodium.a", "stdc++", "m"]
let shared = ["xml2", "yaml", "z", "sodium"]
let libraries: [LinkerSetting] = (isStatic ? archives : shared).map { .linkedLibrary($0) }
let headers: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-I/usr/include/libxml2"])]

/// The release is one file that is fetched for every run of a pipeline: equal functions become one, and nothing unwinds.
let script = Context.packageDirectory + "/Sources/CStatic/lean.ld"
/// Where the sections begin and end that the script leaves out.
let absent = ["assocty", "builtin"].flatMap { ["--defsym=__start_swift5_\($0)=0", "--defsym=__stop_swift5_\($0)=0"] }
let shrunk = ["--icf=all", "--no-eh-frame-hdr", "--wrap=_swift_stdlib_getScalarName", "-T\(script)"] + absent
/// What runs call stands together, since a short run pays for each page of the program that it touches. `make order` writes
/// the list anew; a name that is no longer there is passed over.
let order = Context.packageDirectory + "/Sources/CStatic/order.txt"
let ordered = ["--symbol-ordering-file=\(order)", "--no-warn-symbol-ordering"]
let linked = (shrunk + ordered).flatMap { ["-Xlinker", $0] }
let linking: [LinkerSetting] = isStatic ? [.unsafeFlags(["-use-ld=lld"] + linked)] : []

/// SIXGATE_FUZZ=1 adds the fuzz targets and instruments what they reach.
let isFuzzing = Context.environment["SIXGATE_FUZZ"] == "1"
let instrumented: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []

/// Without what would link the library's regular expressions, a megabyte of them, and without the names of fields, which
/// nothing here looks up.
let lean: [SwiftSetting] = [
  .unsafeFlags([
    "-Xfrontend", "-disable-implicit-string-processing-module-import", "-Xfrontend", "-disable-reflection-metadata",
  ])
]

/// How values are copied is told in strings that the runtime reads, for the functions that would do it take most of another
/// megabyte; but not where most copies are made.
let told: [SwiftSetting] = [
  .enableExperimentalFeature("LayoutStringValueWitnesses"),
  .unsafeFlags(["-Xfrontend", "-enable-layout-string-value-witnesses"]),
]

/// A release is small but for Syntax: the loops over all bytes of a report are there, and nothing else gains by it. Of
/// functions in sections of their own the linker keeps the first of those that are equal.
let small: [SwiftSetting] = [
  .unsafeFlags(["-Osize", "-Xfrontend", "-function-sections"], .when(configuration: .release))
]

/// Generic types are made by functions and not by their names, for which the runtime would search through all that
/// conforms to anything, a twentieth of the work of a short run.
let direct: [SwiftSetting] = [
  .unsafeFlags(["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"])
]

/// What targets are but for the one that is fast.
let short = told + small + direct

func floor(_ name: String, _ dependencies: [Target.Dependency] = [], isFast: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: house + lean + headers + instrumented + (isFast ? [] : short))
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house + headers,
    linkerSettings: libraries)
}

// Read top to bottom: a target may name only targets above it.
let package = Package(
  name: "sixgate",
  products: [.executable(name: "sixgate", targets: ["sixgate"])],
  targets: [
    .target(name: "CGates"),
    .target(name: "CHost"),
    .target(name: "CScan"),
    .target(name: "CStatic", exclude: ["lean.ld", "order.txt"]),
    .systemLibrary(name: "CLibXML2", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    floor("Model"),
    floor("Syntax", ["CLibXML2", "CSodium", "CYAML", "CZlib", "CScan"], isFast: true),
    floor("Readers", ["Model", "Syntax", "CGates"]),
    floor("Gates", ["Model"]),
    floor("Reporters", ["Model"]),
    floor("Runner", ["Model", "Syntax", "Readers", "Gates"]),
    floor("Host", ["Model", "Syntax", "Runner", "CHost"]),
    .executableTarget(
      name: "sixgate",
      dependencies: ["Model", "Syntax", "Readers", "Reporters", "Runner", "Host"] + (isStatic ? ["CStatic"] : []),
      swiftSettings: house + lean + headers + short, linkerSettings: libraries + linking),
    tests("ModelTests", ["Model"]),
    tests("SyntaxTests", ["Syntax"]),
    tests("ReadersTests", ["Readers", "Model", "Syntax"]),
    tests("GatesTests", ["Gates", "Model", "Readers", "Syntax"]),
    tests("ReportersTests", ["Reporters", "Model", "Syntax"], exclude: ["Golden"]),
    tests("RunnerTests", ["Runner", "Model", "Syntax", "Readers", "Reporters"]),
    tests("HostTests", ["Host", "Runner", "Readers", "Reporters", "Model", "Syntax"]),
    tests("CommandTests", ["sixgate"], exclude: ["Cases", "repository.sh"]),
    tests("HouseTests", ["Readers", "Gates", "Reporters", "Runner", "Model", "Syntax"]),
    // Built with the tests, so that it keeps up; run where SIXGATE_FUZZ is set.
    .target(
      name: "FuzzTargets", dependencies: ["Model", "Syntax", "Readers"], path: "Fuzz/Targets",
      swiftSettings: [.swiftLanguageMode(.v5)] + headers + instrumented),
  ],
  cLanguageStandard: .c2x
)

if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["FuzzTargets"], path: "Fuzz", exclude: ["run.sh", "Targets"],
      swiftSettings: [.swiftLanguageMode(.v5)] + headers,
      linkerSettings: libraries + [.unsafeFlags(["-sanitize=fuzzer"])]))
}
