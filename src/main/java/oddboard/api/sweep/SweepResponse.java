package oddboard.api.sweep;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.api.Fields;
import oddboard.api.job.StateName;
import oddboard.dataset.VersionId;
import oddboard.run.Run;
import oddboard.sweep.AxisJson;
import oddboard.sweep.Halving;
import oddboard.sweep.PlannedRun;
import oddboard.sweep.Sweep;
import oddboard.sweep.SweepPreview;
import oddboard.sweep.SweepResults;
import oddboard.sweep.SweepRound;
import oddboard.sweep.SweepRun;
import oddboard.sweep.SweepTies;
import org.jspecify.annotations.Nullable;

/** A sweep as it stands. */
record SweepResponse(
        String id,
        String name,
        Sweep.State state,
        List<String> versions,
        List<String> detectors,
        Map<String, Object> settings,
        List<Long> seeds,
        String method,
        int draws,
        long drawSeed,
        int parallelism,
        int priority,
        String label,
        List<String> tags,
        @Nullable Rounded halving,
        Sweep.Counts counts,
        String user,
        Instant createdAt) {

    static SweepResponse of(Sweep sweep) {
        var spec = sweep.spec();
        Map<String, Object> settings = new LinkedHashMap<>();
        spec.settings().forEach((name, axis) -> settings.put(name, AxisJson.write(axis)));
        return new SweepResponse(
                sweep.id().toString(),
                sweep.name(),
                sweep.state(),
                spec.versions().stream().map(VersionId::toString).toList(),
                spec.detectors(),
                settings,
                spec.seeds(),
                Fields.spelled(spec.method()),
                spec.draws(),
                spec.drawSeed(),
                spec.parallelism(),
                spec.priority(),
                spec.label(),
                spec.tags(),
                Rounded.of(spec.halving()),
                sweep.counts(),
                sweep.byName(),
                sweep.createdAt());
    }

    /** Null of a sweep that trains all its runs in full. */
    record Rounded(int keepOneIn, int firstEpochs, String by) {
        static @Nullable Rounded of(@Nullable Halving halving) {
            return halving == null
                    ? null
                    : new Rounded(halving.keepOneIn(), halving.firstEpochs(), Fields.spelled(halving.by()));
        }
    }

    /** With its combinations of settings, and the runs of each. */
    record Whole(
            @JsonUnwrapped SweepResponse sweep,
            @Nullable Double secondsLeft,
            List<SweepRound> rounds,
            List<Combination> combinations) {
        static Whole of(
                Sweep sweep,
                SweepResults results,
                SweepTies.Found ties,
                List<SweepRound> rounds,
                @Nullable Double secondsLeft) {
            return new Whole(
                    SweepResponse.of(sweep),
                    secondsLeft,
                    rounds,
                    results.combinations().stream()
                            .map(one -> Combination.of(one, ties.isTied(one)))
                            .toList());
        }
    }

    record Combination(
            int number,
            String version,
            String detector,
            Map<String, Object> settings,
            int round,
            int n,
            @Nullable Double auroc,
            @Nullable Double deviation,
            boolean best,
            @Nullable Boolean tied,
            List<Member> runs) {
        static Combination of(SweepResults.Combination c, @Nullable Boolean tied) {
            return new Combination(
                    c.number(),
                    c.version().toString(),
                    c.detector(),
                    c.settings(),
                    c.round(),
                    c.n(),
                    c.mean(),
                    c.deviation(),
                    c.best(),
                    tied,
                    c.runs().stream().map(Member::of).toList());
        }
    }

    /** @param state null until it begins */
    record Member(
            int place,
            long seed,
            @Nullable String run,
            @Nullable StateName state,
            int round,
            int epochs,
            @Nullable Double auroc,
            @Nullable String refused) {
        static Member of(SweepRun one) {
            Run run = one.run();
            return new Member(
                    one.plan().place(),
                    one.plan().seed(),
                    run == null ? null : run.id().toString(),
                    run == null ? null : StateName.of(run.job()),
                    one.plan().round(),
                    one.plan().epochs(),
                    one.auroc(),
                    one.refused());
        }
    }

    record Planned(int place, String version, String detector, Map<String, Object> settings, long seed, int epochs) {
        static Planned of(PlannedRun run) {
            return new Planned(
                    run.place(), run.version().toString(), run.detector(), run.settings(), run.seed(), run.epochs());
        }
    }

    /** @param unknownRuns of whose time nothing is known; the seconds leave them out */
    record Preview(
            int runs,
            int combinations,
            int unknownRuns,
            @Nullable Double workSeconds,
            @Nullable Double wallSeconds,
            int atATime,
            int measuredRuns,
            List<SweepRound> rounds,
            List<Planned> plan) {
        static Preview of(SweepPreview p) {
            return new Preview(
                    p.plan().size(),
                    p.combinations(),
                    p.unknown(),
                    p.workSeconds(),
                    p.wallSeconds(),
                    p.atATime(),
                    p.measured(),
                    p.rounds(),
                    p.plan().stream().map(Planned::of).toList());
        }
    }
}
