import java.io.File;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Runs TeaVM in a JVM of its own: {@code JavaToC MAIN-CLASS TARGET-DIRECTORY}.
 *
 * <p>TeaVM's order of classes follows the identity hash codes of its objects, which differ from one
 * run to the next. compile.sh starts this JVM with all of them equal, and then the C is the same
 * wherever it is made; Maven's own JVM would be slow with that.
 */
final class JavaToC {
  private static final int MIB = 1 << 20;

  private JavaToC() {}

  public static void main(String[] args) throws Exception {
    TeaVMTool tool = new TeaVMTool();
    tool.setLog(new ConsoleTeaVMToolLog(false));
    tool.setTargetType(TeaVMTargetType.C);
    tool.setMainClass(args[0]);
    tool.setTargetDirectory(new File(args[1]));
    tool.setClassLoader(ClassLoader.getSystemClassLoader());
    tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    tool.setMinHeapSize(MIB);
    // Only addresses are set aside; the applet programs takes up to 60 MiB of it.
    tool.setMaxHeapSize(128 * MIB);
    tool.generate();
    if (!tool.getProblemProvider().getSevereProblems().isEmpty()) {
      System.exit(1);
    }
  }
}
