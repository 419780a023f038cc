package oddboard.sweep;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.dataset.VersionId;
import oddboard.job.JobLane;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.run.Run;
import oddboard.run.RunDurations;
import oddboard.run.RunStarter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long a sweep takes, from what was measured of earlier runs on the same version by the same detector. */
@Component
class SweepTimes {
    private final RunDurations paces;
    private final JobQueue jobs;
    private final RunStarter starter;

    SweepTimes(RunDurations paces, JobQueue jobs, RunStarter starter) {
        this.paces = paces;
        this.jobs = jobs;
        this.starter = starter;
    }

    SweepPreview preview(SweepSpec spec, List<PlannedRun> plan) {
        RunDurations.Measured measured = paces.of(spec.versions());
        double work = 0;
        int unknown = 0;
        Set<RunDurations.PerEpoch> used = new HashSet<>();
        for (PlannedRun one : plan) {
            RunDurations.PerEpoch pace = measured.of(one.version(), one.detector());
            if (pace == null) {
                unknown++;
            } else {
                used.add(pace);
                work += pace.seconds(one.epochs());
            }
        }
        List<SweepRound> rounds = rounds(spec);
        int known = plan.size() - unknown;
        work += known == 0 ? 0 : laterRounds(rounds, plan, measured) * plan.size() / known;
        int atATime = Math.min(spec.parallelism(), slots(spec.label()));
        int combinations =
                (int) plan.stream().map(PlannedRun::combination).distinct().count();
        return new SweepPreview(
                plan,
                rounds,
                combinations,
                unknown,
                known == 0 ? null : work,
                known == 0 || atATime == 0 ? null : work / Math.min(atATime, known),
                atATime,
                used.stream().mapToInt(RunDurations.PerEpoch::runs).sum());
    }

    private static List<SweepRound> rounds(SweepSpec spec) {
        Rounds rounds = SweepPlan.rounds(spec);
        return rounds == null ? List.of() : SweepRound.all(rounds, List.of(), round -> Map.of());
    }

    /** Seconds of all rounds but the first, as if every combination had the same chance to come so far. */
    private static double laterRounds(List<SweepRound> rounds, List<PlannedRun> plan, RunDurations.Measured measured) {
        double seconds = 0;
        for (int i = 1; i < rounds.size(); i++) {
            double share =
                    (double) rounds.get(i).combinations() / rounds.getFirst().combinations();
            int epochs = rounds.get(i).epochs() - rounds.get(i - 1).epochs();
            for (PlannedRun one : plan) {
                RunDurations.PerEpoch pace = measured.of(one.version(), one.detector());
                seconds += pace == null ? 0 : share * pace.seconds(epochs);
            }
        }
        return seconds;
    }

    /** Seconds until its last run ends, with the present workers; null where that can't be known. */
    @Nullable Double left(Sweep sweep, Collection<SweepRun> runs) {
        RunDurations.Measured measured =
                paces.of(runs.stream().map(r -> r.plan().version()).distinct().toList());
        double work = 0;
        int left = 0;
        for (SweepRun one : runs) {
            Run run = one.run();
            if (one.begun() && (run == null || run.job().state().isEnded())) {
                continue;
            }
            VersionId version = one.plan().version();
            RunDurations.PerEpoch pace = measured.of(version, one.plan().detector());
            if (pace == null) {
                return null;
            }
            left++;
            int done = run == null || run.job().state() == JobState.QUEUED
                    ? 0
                    : run.training().epoch();
            int epochsLeft = one.plan().epochs() - done;
            work += one.plan().epochs() > 0 && epochsLeft <= 0 ? pace.scoreSeconds() : pace.seconds(epochsLeft);
        }
        int atATime =
                Math.min(Math.min(sweep.spec().parallelism(), slots(sweep.spec().label())), left);
        return left == 0 ? Double.valueOf(0) : atATime == 0 ? null : Double.valueOf(work / atATime);
    }

    private int slots(String label) {
        String wanted = label.isBlank() ? starter.defaultLabel() : label;
        return jobs.workers().stream()
                .filter(w -> w.alive() && !w.draining() && w.labels().contains(wanted))
                .mapToInt(w -> w.slotsFor(JobLane.RUN))
                .sum();
    }
}
