package oddboard.scoring;

import java.util.List;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.Datasets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What people say of scored images. Who works on the model's data set may say it; the last word counts, or with two reviewers what both say. */
@Service
public class Verdicts {
    public static final int MAX_TYPE_LENGTH = 60;
    public static final int MAX_NOTE_LENGTH = 1000;

    private final Scorings scorings;
    private final ScoredImageRepository images;
    private final Opinions opinions;
    private final Datasets datasets;
    private final TransactionOperations transaction;
    private final Audit audit;

    Verdicts(
            Scorings scorings,
            ScoredImageRepository images,
            Opinions opinions,
            Datasets datasets,
            TransactionOperations transaction,
            Audit audit) {
        this.scorings = scorings;
        this.images = images;
        this.opinions = opinions;
        this.datasets = datasets;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * @param verdict null takes back what was said
     * @param type of anomaly; "" where none is named
     * @throws NotFoundException where the user sees no such scoring, or it has no such image yet
     * @throws ConflictException where the image could not be read
     */
    public void set(
            ScoringId id, int index, ScoredImage.Verdict.@Nullable Kind verdict, String type, String note, User by) {
        Scoring scoring = scorings.require(id, by);
        datasets.requireChange(scoring.dataset(), by);
        String plainType = plain(type, MAX_TYPE_LENGTH, "type");
        String plainNote = plain(note, MAX_NOTE_LENGTH, "note");
        ScoredImage image = scorings.image(scoring, index)
                .orElseThrow(() -> new NotFoundException("Scoring " + id + " has no image " + index + " yet."));
        if (image.fault() != null) {
            throw new ConflictException(image.file() + " could not be read, so there is nothing to say of it.");
        }
        transaction.executeWithoutResult(status -> {
            if (opinions.reviewers(id) == 2) {
                setOpinion(id, index, verdict, plainType, plainNote, by);
            } else {
                images.setVerdict(id, index, verdict, plainType, plainNote, by.id());
            }
            audit.record(
                    by.actor(),
                    "scoring.verdict",
                    "scoring " + id,
                    "image " + index + ": " + (verdict == null ? "none" : ScoringRepository.word(verdict)));
        });
    }

    private void setOpinion(
            ScoringId id, int index, ScoredImage.Verdict.@Nullable Kind verdict, String type, String note, User by) {
        opinions.lock(id, index);
        opinions.put(id, index, verdict, type, note, by.id());
        opinions.outcome(id, index)
                .ifPresentOrElse(
                        outcome -> images.setVerdict(
                                id, index, outcome.kind(), outcome.type(), outcome.note(), outcome.by()),
                        () -> images.setVerdict(id, index, null, "", "", by.id()));
    }

    /** Types of anomalies that people have named in a scoring. */
    public List<String> types(ScoringId id) {
        return images.types(id);
    }

    private static String plain(String text, int most, String field) {
        String plain = field.equals("type") ? PlainText.line(text, field) : PlainText.text(text, field);
        if (plain.length() > most) {
            throw new InputException(
                    "VERDICT_TOO_LONG", "", field, "The " + field + " has at most " + most + " characters.");
        }
        return plain;
    }
}
