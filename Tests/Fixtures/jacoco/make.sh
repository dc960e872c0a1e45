#!/bin/sh
# Writes JaCoCo's report anew (Debian: libjacoco-java default-jdk-headless); the others are by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p source/shop classes
cat > source/shop/Cart.java <<'JAVA'
package shop;

class Cart {
  int total(int[] prices) {
    int sum = 0;
    for (int price : prices) {
      sum += price;
    }
    return prices.length > 3 ? sum - 1 : sum;
  }

  static int never() {
    return 1;
  }

  public static void main(String[] args) {
    Runnable print = () -> System.err.println(new Cart().total(new int[] {1, 2}));
    print.run();
  }

  static class Empty {}
}
JAVA
cat > Report.java <<'JAVA'
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.jacoco.core.analysis.*;
import org.jacoco.core.data.*;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.*;
import org.jacoco.report.*;
import org.jacoco.report.xml.XMLFormatter;

// Debian's agent has no manifest, so that what it would do is done here.
class Report {
  public static void main(String[] args) throws Exception {
    IRuntime runtime = new LoggerRuntime();
    Map<String, byte[]> classes = new HashMap<>();
    for (File file : new File("classes/shop").listFiles()) {
      String name = "shop." + file.getName().replace(".class", "");
      byte[] bytes = Files.readAllBytes(file.toPath());
      classes.put(name, new Instrumenter(runtime).instrument(bytes, name));
    }
    RuntimeData data = new RuntimeData();
    runtime.startup(data);
    ClassLoader loader = new ClassLoader() {
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
      }
    };
    var main = loader.loadClass("shop.Cart").getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) new String[0]);
    ExecutionDataStore executed = new ExecutionDataStore();
    SessionInfoStore sessions = new SessionInfoStore();
    data.collect(executed, sessions, false);
    sessions.visitSessionInfo(new SessionInfo("here", 1700000000000L, 1700000001000L));
    CoverageBuilder coverage = new CoverageBuilder();
    new Analyzer(executed, coverage).analyzeAll(new File("classes"));
    IReportVisitor visitor = new XMLFormatter().createVisitor(new FileOutputStream(args[0]));
    visitor.visitInfo(sessions.getInfos(), executed.getContents());
    visitor.visitBundle(coverage.getBundle("shop"), null);
    visitor.visitEnd();
  }
}
JAVA
jars=$(printf '/usr/share/java/%s.jar:' org.jacoco.core org.jacoco.report asm asm-commons asm-tree asm-analysis)
javac -g --release 11 -d classes source/shop/Cart.java
java -cp "$jars" Report.java "$work/report.xml" 2> /dev/null
# Sessions that the run itself began have its host's name and time.
sed -E 's#<sessioninfo id="[^h][^"]*"[^>]*/>##g' "$work/report.xml" > "$here/jacoco.xml"
