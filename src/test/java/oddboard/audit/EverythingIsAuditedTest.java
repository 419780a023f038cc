package oddboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** By the compiled code: what changes something for somebody reaches the audit log. */
class EverythingIsAuditedTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("oddboard");

    /** Endpoints that change nothing, or of which another tells. */
    private static final Set<String> QUIET_ENDPOINTS = Set.of(
            "SweepsApi.preview",
            "VersionsApi.preview",
            "TusApi.options",
            "NotFoundApi.nothing",
            "ActivityApi.active",
            "RunExportApi.export", // look only
            "PredictApi.predict",
            "PredictApi.predictByVersion",
            "InferApi.infer", // keeps nothing
            "InferServerApi.nothing",
            "LabelDraftApi.put",
            "LabelDraftApi.discard",
            "NoticesApi.read",
            "NoticesApi.readAll",
            "DatasetsApi.star",
            "DatasetsApi.unstar"); // one's own

    /** What services do for somebody without a word, and why. */
    private static final Set<String> QUIET_CALLS = Set.of(
            "Imports.look",
            "Imports.folders",
            "Sweeps.preview",
            "Submissions.allowance",
            "Uploads.whole",
            "Uploads.earlierPlaces",
            "Backbones.sent",
            "Uploads.keep", // whoever keeps the file tells
            "LabelDrafts.of",
            "LabelDrafts.read", // look only
            "LabelDrafts.put",
            "LabelDrafts.putCsv",
            "LabelDrafts.drop",
            "LabelDrafts.discard", // one's own, until saved
            "Notices.markRead",
            "Notices.markAllRead",
            "Notices.tell", // a part of what has ended
            "Inboxes.requireChange", // reads
            "BoardColumns.forget",
            "BoardColumns.remember",
            "Favorites.set",
            "Favorites.remember",
            "ManyDatasets.favorite", // one's own
            "VersionDiffs.between",
            "ModelComparisons.compare",
            "Inputs.squares", // keep what they computed
            "PartialUploads.unfinished", // forgets what is given up by its age
            "LabelSplits.orderTells", // reads
            "Predictions.predict", // keeps nothing
            "LoginThrottle.admit",
            "LoginThrottle.admitLink",
            "LoginThrottle.succeeded",
            "LoginThrottle.linkOpened", // counts
            "Sessions.began",
            "Sessions.over", // note a sign-in and an end, of which the event tells
            "Sessions.ended", // notes when somebody was there
            "AccessTokens.owner", // notes a token's use
            "JobQueue.describe"); // a part of what its caller says

    @Test
    void everyChangingEndpointIsTold() {
        List<JavaMethod> changing =
                methods().filter(EverythingIsAuditedTest::changes).toList();
        assertThat(changing).hasSizeGreaterThan(20);
        assertThat(unaudited(changing.stream(), QUIET_ENDPOINTS)).isEmpty();
    }

    @Test
    void everyServiceThatWritesForSomebodyTellsOfIt() {
        List<JavaMethod> writing = methods()
                .filter(m -> m.getOwner().isAnnotatedWith(Service.class)
                        && m.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(m -> !m.getOwner().isEquivalentTo(Audit.class))
                .filter(m -> isBySomebody(m) || reaches(m, EverythingIsAuditedTest::writes))
                .toList();
        assertThat(writing).hasSizeGreaterThan(30);
        assertThat(unaudited(writing.stream(), QUIET_CALLS)).isEmpty();
    }

    @Test
    void exceptionsAreNeeded() {
        Set<String> unaudited = unaudited(methods(), Set.of());
        assertThat(unaudited).containsAll(QUIET_CALLS).containsAll(QUIET_ENDPOINTS);
    }

    private static Stream<JavaMethod> methods() {
        return CLASSES.stream().flatMap(c -> c.getMethods().stream());
    }

    private static Set<String> unaudited(Stream<JavaMethod> methods, Set<String> but) {
        Set<String> names = new TreeSet<>();
        methods.filter(m -> !reaches(m, EverythingIsAuditedTest::records))
                .map(m -> m.getOwner().getSimpleName() + "." + m.getName())
                .filter(n -> !but.contains(n))
                .forEach(names::add);
        return names;
    }

    private static boolean changes(JavaMethod method) {
        return Stream.of(PostMapping.class, PutMapping.class, PatchMapping.class, DeleteMapping.class)
                        .anyMatch(method::isAnnotatedWith)
                || method.isAnnotatedWith(RequestMapping.class);
    }

    /** By the project's names: who acts is {@code by}, who looks is {@code viewer}. */
    private static boolean isBySomebody(JavaMethod method) {
        return Stream.of(method.reflect().getParameters())
                .anyMatch(p ->
                        p.getName().equals("by") && p.getType().getSimpleName().equals("User"));
    }

    private static boolean writes(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().equals("update")
                        && call.getTargetOwner()
                                .getFullName()
                                .startsWith("org.springframework.jdbc.core.simple.JdbcClient"));
    }

    private static boolean records(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().equals("record")
                        && call.getTargetOwner().isEquivalentTo(Audit.class));
    }

    private static boolean reaches(JavaCodeUnit from, Predicate<JavaCodeUnit> wanted) {
        Set<JavaCodeUnit> seen = new HashSet<>(Set.of(from));
        var open = new ArrayDeque<JavaCodeUnit>(seen);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.poll();
            if (wanted.test(unit)) {
                return true;
            }
            Stream.concat(
                            unit.getMethodCallsFromSelf().stream().flatMap(c -> c.getTarget().resolveMember().stream()),
                            unit.getMethodReferencesFromSelf().stream()
                                    .flatMap(c -> c.getTarget().resolveMember().stream()))
                    .filter(m -> m.getOwner().getPackageName().startsWith("oddboard") && seen.add(m))
                    .forEach(open::add);
        }
        return false;
    }
}
