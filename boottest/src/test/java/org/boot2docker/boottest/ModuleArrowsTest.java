package org.boot2docker.boottest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the design: contract &lt;- everything, formats &lt;- debian &lt;- builder, formats
 * &lt;- image &lt;- builder and machine, cli -&gt; builder, machine and image; in the guest, system
 * &lt;- init and programs &lt;- binary.
 */
@Order(1)
class ModuleArrowsTest {
  private static final String CONTRACT = "org.boot2docker.contract..";
  private static final String FORMATS = "org.boot2docker.formats..";
  private static final String PURE_BYTES = "org.boot2docker.formats.bytes..";
  private static final String PURE_MODULES = "org.boot2docker.formats.modules..";
  private static final String PURE_PARTITION = "org.boot2docker.formats.partition..";
  private static final String DEBIAN = "org.boot2docker.debian..";
  private static final String IMAGE = "org.boot2docker.image..";
  private static final String BUILDER = "org.boot2docker.builder..";
  private static final String MACHINE = "org.boot2docker.machine..";
  private static final String GUEST = "org.boot2docker.guest..";
  private static final String SYSTEM = "org.boot2docker.guest.system..";
  private static final String INIT = "org.boot2docker.guest.init..";
  private static final String PROGRAMS = "org.boot2docker.guest.programs..";
  private static final String BINARY = "org.boot2docker.guest.binary..";
  private static final String CLI = "org.boot2docker.cli..";

  /** Read once: that takes most of the time. */
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.boot2docker");

  @Test
  void contractDependsOnNothing() {
    classes()
        .that()
        .resideInAPackage(CONTRACT)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CONTRACT, "java.lang..", "java.util..", "org.jspecify..")
        .check(OURS);
  }

  @Test
  void formatsKnowsNoOtherModule() {
    mustNotKnow(FORMATS, DEBIAN, IMAGE, BUILDER, MACHINE, GUEST, CLI);
  }

  @Test
  void imageKnowsFormatsAndTheFilters() {
    mustNotKnow(IMAGE, DEBIAN, BUILDER, MACHINE, SYSTEM, INIT, BINARY, CLI);
  }

  @Test
  void debianKnowsFormatsOnly() {
    mustNotKnow(DEBIAN, IMAGE, BUILDER, MACHINE, GUEST, CLI);
  }

  @Test
  void builderDoesNotKnowMachineNorCli() {
    mustNotKnow(BUILDER, MACHINE, CLI);
  }

  @Test
  void machineKnowsNeitherBuilderNorCli() {
    mustNotKnow(MACHINE, DEBIAN, BUILDER, GUEST, CLI);
  }

  @Test
  void cliUsesOfTheFormatsOnlyFilesAndTexts() {
    noClasses()
        .that()
        .resideInAPackage(CLI)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(FORMATS, SYSTEM, INIT, PROGRAMS)
                .and(
                    not(
                        resideInAnyPackage(
                            "org.boot2docker.formats.file..", "org.boot2docker.formats.text.."))))
        .check(OURS);
  }

  @Test
  void builderKnowsOfTheGuestTheFiltersOnly() {
    mustNotKnow(BUILDER, SYSTEM, INIT, BINARY);
  }

  @Test
  void formatsThatTheGuestUsesNeedNothingElse() {
    mayKnowOnly(PURE_BYTES);
    mayKnowOnly(PURE_MODULES);
    mayKnowOnly(PURE_PARTITION);
  }

  @Test
  void guestSystemDependsOnNothingButItsCompiler() {
    mayKnowOnly(SYSTEM);
  }

  @Test
  void initAndProgramsKnowTheSystemAndNotEachOther() {
    mayKnowOnly(INIT, SYSTEM, PURE_MODULES, "org.boot2docker.formats.service..");
    mayKnowOnly(PROGRAMS, SYSTEM, "org.boot2docker.formats.text..");
  }

  @Test
  void onlyTheCommandLineTalksToPeople() {
    noClasses()
        .that()
        .resideInAnyPackage(FORMATS, DEBIAN, BUILDER)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(OURS);
  }

  @Test
  void jsonIsReadAndWrittenInOneWay() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.boot2docker.image.json..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.fasterxml.jackson.databind.ObjectMapper")
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(OURS);
  }

  /** Each package by itself, those at the root of a module, too. */
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("org.boot2docker")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  /** TeaVM compiles these modules: they know each other, what it has of Java, and its own types. */
  private void mayKnowOnly(String module, String... others) {
    List<String> known =
        new ArrayList<>(
            List.of(
                module,
                CONTRACT,
                PURE_BYTES,
                PURE_PARTITION,
                "java.lang..",
                "java.util..",
                "java.io..",
                "java.nio..",
                "org.teavm..",
                "org.jspecify.."));
    known.addAll(List.of(others));
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(OURS);
  }

  private void mustNotKnow(String module, String... others) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(OURS);
  }
}
