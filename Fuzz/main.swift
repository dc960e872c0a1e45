import FuzzTargets
import Glibc

// By libFuzzer, which `Fuzz/run.sh` has run.

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private let name = String(cString: getenv("FUZZ_TARGET") ?? strdup(""))
private let target = Target.all[name]

if target == nil {
  for name in Target.all.keys.sorted() { print(name) }
  exit(name.isEmpty ? 0 : 2)
}
private var count = CommandLine.argc
private var words = CommandLine.unsafeArgv
exit(
  runDriver(&count, &words) { start, count in
    target?(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  })
