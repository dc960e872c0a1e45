import Testing

@testable import Syntax

/// The commands of a script, each with its words between bars, and what is wrong with it.
private func read(_ script: String, constants: [String: String] = [:]) -> (commands: [String], troubles: [String]) {
  var commands: [String] = []
  var known: [[UInt8]: [UInt8]] = [:]
  for (name, value) in constants { known[Array(name.utf8)] = Array(value.utf8) }
  var reader = ShellReader(Array(script.utf8), constants: known) { command in
    commands.append(
      command.words.indices.dropFirst(command.assignments).map { command.string($0) }.joined(separator: "|"))
  }
  reader.read()
  return (commands, reader.troubles.map(\.message))
}

private func commands(_ script: String) -> [String] { read(script).commands.filter { !$0.isEmpty } }

struct ShellTests {
  @Test(arguments: [
    ("f() { a; }; b", ["f: { a; }"]), ("function g {\n a\n}\nb", ["g: {\n a\n}"]),
    ("f() { g() { a; }; b; }", ["f: { g() { a; }; b; }", "g: { a; }"]), ("f() ( a )\nb", ["f: ( a )\nb"]), ("a", []),
  ])
  func `functions are told with their bodies`(_ script: String, _ wanted: [String]) {
    var reader = ShellReader(Array(script.utf8)) { _ in }
    reader.read()
    let bytes = Array(script.utf8)
    let told = reader.functions.map { function in
      let body = String(decoding: bytes[function.body], as: UTF8.self).drop { $0 == " " }
      return "\(String(decoding: function.name, as: UTF8.self)): \(body)"
    }
    #expect(told == wanted)
  }

  @Test(arguments: [
    ("a > x", true), ("a >> x 2>&1", true), ("a &> x", true), ("a 1> x", true), ("a 2> x", false), ("a < x", false),
    ("a > /dev/null", false), ("a >&2", false), ("a 2>&1", false), ("a", false),
  ])
  func `a command that prints to a file is told so`(_ script: String, _ isWriting: Bool) {
    var told: [Bool] = []
    var reader = ShellReader(Array(script.utf8)) { told.append($0.isWriting) }
    reader.read()
    #expect(told == [isWriting])
  }

  @Test(arguments: [
    ("k=\"kubectl --context $C\"; $k get", "kubectl|--context|$C|get"), ("k=\"$C x\"; $k get", "$k|get"),
    ("a=(x \"$C\"); a+=(y -z); b \"${a[@]}\"", "b|x|$C|y"),
  ])
  func `what begins with a known word is known so far`(_ script: String, _ last: String) {
    #expect(commands(script).last == last)
  }

  @Test(arguments: [
    ("kubectl apply -f x.yaml", ["kubectl|apply|-f|x.yaml"]),
    ("# kubectl apply\necho a#b # c", ["echo|a#b"]),
    ("echo 'kubectl apply' \"it's $(date)\"", ["date", "echo|kubectl apply|it's $(date)"]),
    ("kube\\\nctl apply \\\n  -f x", ["kubectl|apply|-f|x"]),
    ("kube\\\r\nctl get\r\nls\r\n", ["kubectl|get", "ls"]),
    ("\"kubectl\" 'app'ly", ["kubectl|apply"]),
    ("printf $'a\\tb\\'c\\x41'", ["printf|a\tb'cA"]),
    ("a; b && c || d | e & f", ["a", "b", "c", "d", "e", "f"]),
    ("(a; b) && { c; }", ["a", "b", "c"]),
    ("if ! a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
    ("while read -r l; do a \"$l\"; done < f", ["read|-r|l", "a|$l"]),
    ("for x in 1 2; do a $x; done", ["for|x|in|1|2", "a|$x"]),
    ("time a\n! b", ["a", "b"]), ("time -p a -p; time -portable", ["a|-p", "-portable"]),
    ("case $1 in\n a|b) c ;;\n (d) e;;\n *) f\nesac\ng", ["c", "e", "f", "g"]),
    ("x=$(case a in a) b ;; esac; c)", ["b", "c"]),
    ("f() { a; }\nfunction g { b; }\nfunction h() { c; }", ["a", "b", "c"]),
    ("[[ $a == x && ( b < c ) ]] && d", ["[[|$a|==|x|b|]]", "d"]),
    ("a $(b `c`) <(d) >(e)", ["c", "b|`c`", "d", "e", "a|$(b `c`)|<(d)|>(e)"]),
    ("echo $((1 + (2 * 3))) $(( $(a) ))", ["a", "echo|$((1 + (2 * 3)))|$(( $(a) ))"]),
    ("((i++)); a", ["a"]),
    ("a 2>&1 >out <in &>all b 3>x", ["a|b"]),
    ("a > $(b) c", ["b", "a|c"]),
    ("X=1 Y=2 a", ["a"]),
    ("a @(b|c) !(d)", ["a|@(b|c)|!(d)"]),
    ("echo ${{ github.ref == 'x' }} a", ["echo|${{ github.ref == 'x' }}|a"]),
    ("kubectl -n {{ .Namespace }} get", ["kubectl|-n|{{ .Namespace }}|get"]),
    ("echo ${x:-'a}b'} c", ["echo|a}b|c"]),
    ("echo \"${x:-it's}\" c", ["echo|it's|c"]),
    ("a=; b", ["b"]),
    ("((kubectl apply -f x) || true)", ["kubectl|apply|-f|x", "true"]),
    ("((a && (b)) || c)\nd", ["a", "b", "c", "d"]),
    ("echo $((a; b) | c)", ["a", "b", "c", "echo|$((a; b) | c)"]),
    ("x $(((a) | b) | c)", ["a", "b", "c", "x|$(((a) | b) | c)"]),
    ("(( (1 + 2) * 3 )); a", ["a"]),
    ("x=$(( $(a) + $((1 + 2)) + `b` )); c", ["a", "b", "c"]),
    ("((\n# it's\na\n) || b)", ["a", "b"]),
    ("((a \"it's )) ($(b)\") || c)", ["b", "a|it's )) ($(b)", "c"]),
    ("((case x in a) b;; esac) || c)", ["b", "c"]),
    ("((cat <<E\nit's\nE\n) | a); b", ["cat", "a", "b"]),
    ("for ((i = 0; i << 3; i++)); do a; done\nb", ["a", "b"]),
    ("for (( i = 0; i < $(a); i++ )) { b; }", ["a", "b"]),
    ("if ((i > 3)) && ((j)); then a; fi", ["a"]),
  ])
  func `commands are read`(_ script: String, _ wanted: [String]) {
    let (all, troubles) = read(script)
    #expect(all.filter { !$0.isEmpty } == wanted)
    #expect(troubles.isEmpty)
  }

  @Test(arguments: [
    ("K=\"kubectl -n prod\"; $K delete pod", ["kubectl|-n|prod|delete|pod"]),
    ("K='a b'; c \"$K\" ${K}", ["c|a b|a|b"]),
    ("cmd=(kubectl apply); \"${cmd[@]}\" -f x", ["kubectl|apply|-f|x"]),
    ("${KUBECTL:-kubectl} apply", ["kubectl|apply"]),
    ("alias k=kubectl\nk apply", ["alias|k=kubectl", "kubectl|apply"]),
    ("export K=oc\n$K apply", ["export|K=oc", "oc|apply"]),
    ("K=a; K=b; $K c", ["$K|c"]),
    ("for K in a b; do $K c; done", ["for|K|in|a|b", "$K|c"]),
    ("K=$(a); $K c", ["a", "$K|c"]),
    ("K+=a; $K c", ["$K|c"]),
  ])
  func `constants are put in`(_ script: String, _ wanted: [String]) {
    #expect(commands(script) == wanted)
  }

  @Test(arguments: [
    ("a <<E\nkubectl apply\nE\nb", ["a", "b"]),
    ("a <<'E' b\n$(x)\nE\nc", ["a|b", "c"]),
    ("a <<E\n$(x) `y`\nE\nc", ["x", "y", "a", "c"]),
    ("a <<-E\n\tx\n\tE\nc", ["a", "c"]),
    ("a <<A | b <<B\nx\nA\ny\nB\nc", ["a", "b", "c"]),
    ("a <<E && b\nx\nE\nc", ["a", "b", "c"]),
    ("x=$(a <<E\nb\nE\n)\nc", ["a", "c"]),
    ("a <<< \"b\" c", ["a|c"]),
    ("a <<\"E F\"\nx\nE F\nc", ["a", "c"]),
    ("a <<E\r\nx\r\nE\r\nc", ["a", "c"]),
  ])
  func `here-documents are data`(_ script: String, _ wanted: [String]) {
    let (all, troubles) = read(script)
    #expect(all.filter { !$0.isEmpty } == wanted)
    #expect(troubles.isEmpty)
  }

  @Test func `a command has its document and its place`() throws {
    let script = Array("ssh h <<EOF\nreboot\nEOF\nls".utf8)
    var all: [ShellCommand] = []
    var reader = ShellReader(script) { all.append($0) }
    reader.read()
    let first = try #require(all.first)
    #expect(first.documents.map { String(decoding: script[$0.range], as: UTF8.self) } == ["reboot\n"])
    #expect(first.range == 0..<11)
    #expect(all.last?.range == 23..<25)
  }

  @Test func `a document belongs to the command that it stands in, whatever is substituted behind it`() {
    var all: [ShellCommand] = []
    var reader = ShellReader(Array("psql <<E \"$(a)\" | b\ndrop\nE\n".utf8)) { all.append($0) }
    reader.read()
    #expect(all.map { $0.documents.count } == [0, 1, 0])
  }

  @Test(arguments: [
    ("bash <<< \"a b\" c", "a b"), ("bash <<<'a b'", "a b"), ("bash <<< $X", "$X"), ("bash <<< a\"b\"", "a\"b\""),
  ])
  func `a here-string is a document without its quotes`(_ script: String, _ wanted: String) {
    var told: [String] = []
    let bytes = Array(script.utf8)
    var reader = ShellReader(bytes) { told += $0.documents.map { String(decoding: bytes[$0.range], as: UTF8.self) } }
    reader.read()
    #expect(told == [wanted])
  }

  @Test func `links and conditions are told`() {
    var all: [ShellCommand] = []
    var reader = ShellReader(Array("if a; then b || true; fi; c | d".utf8)) { all.append($0) }
    reader.read()
    #expect(all.map(\.link) == [.end, .or, .end, .pipe, .end])
    #expect(all.map(\.isCondition) == [true, false, false, false, false])
  }

  @Test(arguments: [
    ("echo 'a", "met the end of the script, wanted the ' that closes this one"),
    ("echo \"a", "met the end of the script, wanted the \" that closes this one"),
    ("echo `a", "met the end of the script, wanted the ` that closes this one"),
    ("a <<E\nb", "met the end of the script, wanted E, which ends a here-document"),
    ("echo $(a", "met the end of the script, wanted the ) of a substitution"),
    ("echo ${a", "met the end of the script, wanted the } of an expansion"),
    ("echo $((a", "met the end of the script, wanted the ) of a substitution"),
    ("case a in b) c", "met the end of the script, wanted esac"),
    ("x=(a b", "met the end of the script, wanted the ) that closes an array"),
    ("a <<\nb", "met << without a word, wanted the word that ends a here-document"),
  ])
  func `what is not closed is told`(_ script: String, _ wanted: String) {
    #expect(read(script).troubles.contains(wanted))
  }

  @Test func `no cut of a script traps`() {
    let script = Array(
      """
      K="a b"; x=(1 "${K[@]}"); if [[ $a ]]; then $K <<-'E' | b $(c `d`) ${e:-f} $((1+2)) $'\\x41' ; fi
      \tE
      case a in b|c) d;; esac; f() { :; }; a <(b) 2>&1 @(x|y) {{ z }} ${{ q }} \\
      <<< "x" && (e) & time ! g; alias h=i; for j in k; do l; done
      """.utf8)
    for end in 0...script.count {
      for start in [0, end / 3, end / 2] {
        var count = 0
        var reader = ShellReader(Array(script[start..<end])) { _ in count += 1 }
        reader.read()
        #expect(count <= script.count)
      }
    }
  }

  @Test(arguments: [
    "(", "$(", "`", "{", "\"$(", "case x in ", "<<E ", "((", "${", "a=(", "$((", "<(",
    "a@(", "((a;", "a <<A;", "${a'b'", "$(((", "$((1+", "(a;", "((a)", "a+=(b)\n",
  ])
  func `depth and length are bounded`(_ piece: String) {
    let script = Array(String(repeating: piece, count: 20_000).utf8)
    var reader = ShellReader(script) { _ in }
    reader.read()
    #expect(reader.troubles.count <= 20)
  }

  @Test(arguments: [("a0=x y z", "a%=$a@ $a@\n"), ("a0=(x y z)", "a%=(${a@[@]} ${a@[@]})\n")])
  func `values that double with every line stay bounded`(_ first: String, _ line: String) {
    var script = first + "\n"
    for number in 1...60 {
      script += line.replacing("%", with: "\(number)").replacing("@", with: "\(number - 1)")
    }
    var most = 0
    var reader = ShellReader(Array((script + "b $a60 $a20\n").utf8)) { most = max(most, $0.bytes.count) }
    reader.read()
    #expect(most < 4 << 20)
  }

  @Test func `an alias is not put in without end`() {
    let script = "alias a='\(String(repeating: "b ", count: 20_000))'\n" + String(repeating: "a;", count: 20_000)
    var sum = 0
    var reader = ShellReader(Array(script.utf8)) { sum += $0.bytes.count }
    reader.read()
    #expect(sum < 4 << 20)
  }
}

struct PlacedTextTests {
  @Test func `bytes know their place`() {
    var text = PlacedText()
    text.append("ab".utf8, at: 10)
    text.append("cd".utf8, at: 12)
    text.append("e".utf8, at: 20)
    #expect((0...5).map(text.place) == [10, 11, 12, 13, 20, 21])
    var inner = PlacedText()
    inner.append("x".utf8, at: 4)
    #expect(text.placed(inner).place(of: 0) == 20)
    #expect(PlacedText().place(of: 3) == 0)
  }
}
