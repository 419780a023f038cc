package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Playwright;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A test that starts a browser, a process or the whole program says so, and {@code ./mvnw test} leaves it out. Found is what the code calls
 * by itself, in however many steps; not what a framework calls, or an implementation behind an interface.
 */
class TestTagsTest {
    private static final Set<String> BROWSER = Set.of(Playwright.class.getName() + ".create");
    private static final Set<String> PROCESS = Set.of(
            ProcessBuilder.class.getName() + ".start",
            Runtime.class.getName() + ".exec",
            EmbeddedPostgres.Builder.class.getName() + ".start");
    private static final Set<String> PROGRAM =
            Set.of(SpringApplication.class.getName() + ".run", SpringApplicationBuilder.class.getName() + ".run");
    /** The one PostgreSQL that every test may have, and the driver's tool, which is asked where there is a GPU. */
    private static final Set<String> ALLOWED = Set.of("TestDatabase", "NvidiaSmi");

    private static final List<Class<? extends Annotation>> TESTS =
            List.of(Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class);
    private static final List<Class<? extends Annotation>> AROUND =
            List.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);

    private static List<JavaClass> classes;

    /** A test method and the class that runs it, which may have inherited it. */
    private record Case(JavaClass owner, JavaMethod method) {
        boolean has(Class<? extends Annotation> tag) {
            return Stream.concat(Stream.of(method), hierarchy(owner)).anyMatch(c -> c.isAnnotatedWith(tag));
        }

        boolean reaches(Set<String> calls) {
            Stream<JavaCodeUnit> around = hierarchy(owner)
                    .flatMap(c -> c.getCodeUnits().stream())
                    .filter(unit ->
                            !(unit instanceof JavaMethod) || AROUND.stream().anyMatch(unit::isAnnotatedWith));
            return TestTagsTest.reaches(Stream.concat(Stream.of(method), around).toList(), calls);
        }

        @Override
        public String toString() {
            return owner.getName() + "." + method.getName();
        }
    }

    @BeforeAll
    static void readClasses() {
        classes = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .importPackages("oddboard", "shelltest").stream()
                            .filter(c -> c.getSimpleName().endsWith("Test")
                                    && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                            .toList();
        });
    }

    @Test
    void testsThatDriveABrowserSaySo() {
        assertThat(cases(BROWSER))
                .isNotEmpty()
                .filteredOn(test -> !test.has(DrivesBrowser.class))
                .isEmpty();
    }

    @Test
    void testsThatStartAProcessSaySo() {
        assertThat(cases(PROCESS))
                .isNotEmpty()
                .filteredOn(test -> !test.has(StartsProcess.class) && !test.has(DrivesBrowser.class))
                .isEmpty();
    }

    @Test
    void testsThatRunTheProgramSaySo() {
        assertThat(Stream.concat(cases(PROGRAM).stream(), all().filter(test -> test.has(SpringBootTest.class))))
                .isNotEmpty()
                .filteredOn(test -> !test.has(RunsProgram.class)
                        && !test.has(DrivesBrowser.class)
                        && !test.has(StartsProcess.class))
                .isEmpty();
    }

    private static Stream<Case> all() {
        return classes.stream()
                .flatMap(c -> c.getAllMethods().stream()
                        .filter(m -> TESTS.stream().anyMatch(m::isAnnotatedWith))
                        .map(m -> new Case(c, m)));
    }

    private static List<Case> cases(Set<String> calls) {
        return all().filter(test -> test.reaches(calls)).toList();
    }

    private static Stream<JavaClass> hierarchy(JavaClass c) {
        return Stream.concat(Stream.of(c), c.getAllRawSuperclasses().stream());
    }

    private static boolean reaches(Collection<JavaCodeUnit> from, Set<String> calls) {
        Deque<JavaCodeUnit> left = new ArrayDeque<>(from);
        Set<JavaCodeUnit> seen = new HashSet<>(from);
        while (!left.isEmpty()) {
            JavaCodeUnit unit = left.pop();
            List<CodeUnitAccessTarget> targets = Stream.concat(
                            unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
                            unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()))
                    .toList();
            for (CodeUnitAccessTarget target : targets) {
                if (calls.contains(target.getOwner().getName() + "." + target.getName())) {
                    return true;
                }
                if (!ALLOWED.contains(target.getOwner().getSimpleName())) {
                    Stream.concat(target.resolveMember().stream(), target.getOwner().getStaticInitializer().stream())
                            .filter(seen::add)
                            .forEach(left::push);
                }
            }
        }
        return false;
    }
}
