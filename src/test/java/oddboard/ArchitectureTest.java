package oddboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The project's rules; each was broken once to see it fail. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(configuration -> {
        // The names of libraries' classes are enough, and reading them takes most of the time.
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("oddboard");
    });

    @Test
    void packagesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(Application.class).verify();
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("oddboard.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingDependsOnTheRoot() {
        noClasses()
                .that()
                .resideInAPackage("oddboard..")
                .and()
                .doNotHaveSimpleName("Application")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("oddboard")
                .check(CLASSES);
    }

    @Test
    void detectorsKnowOnlyJavaAndTheEngine() {
        classes()
                .that()
                .resideInAPackage("oddboard.detector..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "oddboard.detector..",
                        "java..",
                        "ai.djl..",
                        "com.sun.jna..",
                        "ai.onnx.proto..",
                        "com.google.protobuf..",
                        "org.jspecify..",
                        "org.slf4j..",
                        ""))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("oddboard.detector..")
                .and()
                .resideOutsideOfPackage("oddboard.detector.backbone")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnx..", "com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void metricsKnowOnlyJava() {
        classes()
                .that()
                .resideInAPackage("oddboard.metric..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("oddboard.metric..", "java..", "org.jspecify..", ""))
                .check(CLASSES);
    }

    @Test
    void onlyViewsKnowVaadin() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ui..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(CLASSES);
    }

    @Test
    void onlyWorkersKnowQuartz() {
        // The name of that class is stored with every waiting job.
        noClasses()
                .that()
                .resideOutsideOfPackage("oddboard.worker")
                .and()
                .doNotHaveFullyQualifiedName("oddboard.job.QuartzBridge")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quartz..")
                .check(CLASSES);
    }

    @Test
    void onlyDetectorsKnowTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("oddboard.detector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void viewsAndRepositoriesArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(Route.class)
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void noStoredBytesAreDeserialised() {
        noClasses()
                .that(resideInAPackage("oddboard.."))
                .should()
                .dependOnClassesThat(belongToAnyOf(java.io.ObjectInputStream.class))
                .check(CLASSES);
    }

    /** What evaluates, what saves labels for those who may, and what takes hidden labels away before it hands them on. */
    @Test
    void allLabelsAreReadWhereNobodySeesThemAlone() {
        assertThat(usersOf("oddboard.label.LabelSets", "whole"))
                .isEqualTo(Set.of(
                        "evaluation.Evaluations",
                        "leaderboard.Submissions",
                        "label.LabelSets",
                        "label.LabelDrafts",
                        "label.LabelMarks",
                        "gallery.ImageLists"));
        assertThat(usersOf("oddboard.label.LabelSets", "forWorkers"))
                .isEqualTo(Set.of("ingest.NextVersionFiles", "training.Training"));
    }

    private static Set<String> usersOf(String owner, String method) {
        return CLASSES.get(owner).getMethods().stream()
                .filter(m -> m.getName().equals(method))
                .flatMap(m -> Stream.concat(m.getCallsOfSelf().stream(), m.getReferencesToSelf().stream()))
                .map(access -> access.getOriginOwner()
                        .getName()
                        .replaceFirst("^oddboard\\.", "")
                        .replaceFirst("\\$.*", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void noPackageHasMoreThan55Files() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java"))
                            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting())))
                    .isNotEmpty()
                    .allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(55));
        }
    }

    @Test
    void noTwoClassesShareASimpleName() {
        assertThat(CLASSES.stream()
                        .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(
                                JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toSet()))))
                .isNotEmpty()
                .allSatisfy((name, classes) -> assertThat(classes).hasSize(1));
    }

    @Test
    void everyPackageSaysInOneSentenceWhatItIsFor() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/oddboard"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java"))
                            .map(f -> f.resolveSibling("package-info.java"))
                            .distinct())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().matches("(?s)/\\*\\* [A-Z][^\n]*[.] \\*/\n.*"));
        }
    }

    @Test
    void noFileIsLongerThan300Lines() throws IOException {
        List<String> long_ = new ArrayList<>();
        try (var files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > 300) {
                    long_.add(file + ": " + lines);
                }
            }
        }
        assertThat(long_).isEmpty();
    }
}
