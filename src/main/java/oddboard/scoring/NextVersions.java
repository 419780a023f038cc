package oddboard.scoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.ingest.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Data set versions that learn from verdicts: images that people call normal become training images, those that they call
 * anomalous test images of their type. Who works on the data set may ask for one.
 */
@Service
public class NextVersions {
    public static final int MAX_SCORINGS = 100;
    public static final int MAX_IMAGES = 10_000;

    private final Scorings scorings;
    private final VersionVerdictRepository verdicts;
    private final Datasets datasets;
    private final Imports imports;
    private final Audit audit;

    NextVersions(
            Scorings scorings, VersionVerdictRepository verdicts, Datasets datasets, Imports imports, Audit audit) {
        this.scorings = scorings;
        this.verdicts = verdicts;
        this.datasets = datasets;
        this.imports = imports;
        this.audit = audit;
    }

    /**
     * Queues the import of a version with what people say now.
     *
     * @param more other scorings of the same data set
     * @param base whose images come first; null = the newest version that is ready
     * @throws NotFoundException where the user sees no such scoring or version
     * @throws ConflictException where nobody has said of any image that it is normal or anomalous
     */
    public DatasetVersion start(ScoringId id, List<ScoringId> more, @Nullable VersionId base, User by) {
        Scoring scoring = scorings.require(id, by);
        Dataset dataset = datasets.requireChange(scoring.dataset(), by);
        LinkedHashSet<ScoringId> all = new LinkedHashSet<>(List.of(id));
        all.addAll(more);
        if (all.size() > MAX_SCORINGS) {
            throw new InputException(
                    "VERDICTS_TOO_MANY", "", "scorings", "One version takes verdicts of at most 100 scorings.");
        }
        for (ScoringId other : more) {
            if (!scorings.require(other, by).dataset().equals(scoring.dataset())) {
                throw new ConflictException("Scorings " + id + " and " + other
                        + " are of different data sets; make a version of each data set.");
            }
        }
        VersionId from = base != null
                ? base(dataset, base)
                : dataset.ready()
                        .orElseThrow(() -> new ConflictException(
                                "The data set " + dataset.name() + " has no version that is ready."))
                        .id();
        List<ScoringId> ids = new ArrayList<>(all);
        VersionVerdictRepository.Tally tally = verdicts.tally(ids);
        if (tally.normal() + tally.anomalous() == 0) {
            throw new ConflictException(
                    "NO_VERDICTS",
                    "Nobody has called an image of this scoring normal or anomalous yet; review some images first.");
        }
        if (tally.all() > MAX_IMAGES) {
            throw new InputException(
                    "VERDICTS_TOO_MANY",
                    "",
                    "scorings",
                    "These are more than 10,000 reviewed images, the most that one version takes; name fewer scorings.");
        }
        return imports.startNext(
                from,
                version -> {
                    verdicts.keep(version, ids);
                    audit.record(
                            by.actor(),
                            "scoring.version",
                            "scoring " + id,
                            "version " + version + ": " + tally.normal() + " normal, " + tally.anomalous()
                                    + " anomalous" + (more.isEmpty() ? "" : ", with scorings " + more));
                },
                by);
    }

    private static VersionId base(Dataset dataset, VersionId base) {
        if (dataset.versions().stream().noneMatch(v -> v.id().equals(base))) {
            throw new NotFoundException("The data set " + dataset.name() + " has no version " + base + ".");
        }
        return base;
    }

    /** Versions that took in verdicts of this scoring, newest first. */
    public List<DatasetVersion> of(Scoring scoring, User viewer) {
        return verdicts.versions(scoring.id()).stream()
                .flatMap(id -> datasets.findVersion(id, viewer).stream())
                .toList();
    }
}
