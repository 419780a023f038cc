package oddboard.inbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.place.Places;
import oddboard.registry.Models;
import oddboard.scoring.Scoring;
import oddboard.scoring.Scorings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Watched folders. Whoever sees the model's data set sees them; who works on it keeps them. */
@Service
public class Inboxes {
    public static final int MAX_PER_USER = 100;
    private final InboxRepository repository;
    private final Models models;
    private final Datasets datasets;
    private final Places places;
    private final Scorings scorings;
    private final TransactionOperations transaction;
    private final Audit audit;

    Inboxes(
            InboxRepository repository,
            Models models,
            Datasets datasets,
            Places places,
            Scorings scorings,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.models = models;
        this.datasets = datasets;
        this.places = places;
        this.scorings = scorings;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * Watches a folder or bucket from now on; what lies in it already is new, too.
     *
     * @throws NotFoundException where the user sees no such model, or it has no such alias
     * @throws InputException where there is no such folder or bucket, or a value is out of its range
     * @throws ConflictException where the user has too many
     */
    public Inbox create(InboxSpec spec, User by) {
        spec.check();
        var version = models.resolve(spec.model() + "@" + spec.alias(), by);
        if (!spec.challenger().isEmpty()) {
            models.resolve(spec.model() + "@" + spec.challenger(), by);
        }
        datasets.requireChange(version.source().dataset(), by);
        String folder = places.requireFolder(spec.folder()).name();
        InboxSpec plain = new InboxSpec(
                spec.name(),
                folder,
                spec.model(),
                spec.alias(),
                spec.challenger(),
                spec.minutes(),
                spec.psiLimit(),
                spec.reviewers());
        InboxId id = Objects.requireNonNull(transaction.execute(status -> {
            if (repository.count(by.id()) >= MAX_PER_USER) {
                throw new ConflictException("You keep 100 inboxes already, which is the most; delete one first.");
            }
            InboxId fresh = repository.insert(plain, by.id());
            audit.record(
                    by.actor(),
                    "inbox.create",
                    "inbox " + fresh,
                    folder + " every " + spec.minutes() + " min with " + spec.model() + "@" + spec.alias()
                            + (spec.challenger().isEmpty() ? "" : " and " + spec.challenger())
                            + (spec.reviewers() == 2 ? ", two reviewers" : ""));
            return fresh;
        }));
        return require(id, by);
    }

    /** Newest first. */
    public List<Inbox> list(User viewer) {
        return repository.list(viewer.id());
    }

    public Optional<Inbox> find(InboxId id, User viewer) {
        return repository.find(id, viewer.id());
    }

    /** @throws NotFoundException where the user sees no such inbox */
    public Inbox require(InboxId id, User viewer) {
        return find(id, viewer).orElseThrow(() -> new NotFoundException("There is no inbox " + id + "."));
    }

    public boolean mayChange(Inbox inbox, User user) {
        return datasets.find(inbox.dataset(), user)
                .filter(dataset -> datasets.mayChange(dataset, user))
                .isPresent();
    }

    /** Refuses whoever may not change it. */
    public Inbox requireChange(InboxId id, User by) {
        Inbox inbox = require(id, by);
        datasets.requireChange(inbox.dataset(), by);
        return inbox;
    }

    /** While it is paused it takes nothing; what comes meanwhile is taken when it is resumed. */
    public Inbox pause(InboxId id, boolean paused, User by) {
        Inbox inbox = requireChange(id, by);
        transaction.executeWithoutResult(status -> {
            repository.pause(id, paused, paused ? inbox.trouble() : "");
            audit.record(by.actor(), paused ? "inbox.pause" : "inbox.resume", "inbox " + id, inbox.name());
        });
        return require(id, by);
    }

    /**
     * @param minutes null leaves them as they are
     * @param reviewers of what is scored from now on; null leaves them as they are
     */
    public Inbox change(InboxId id, @Nullable Integer minutes, @Nullable Integer reviewers, User by) {
        if (minutes != null) {
            InboxSpec.checkMinutes(minutes);
        }
        if (reviewers != null) {
            InboxSpec.checkReviewers(reviewers);
        }
        requireChange(id, by);
        transaction.executeWithoutResult(status -> {
            repository.change(id, minutes, reviewers);
            Inbox now = require(id, by);
            audit.record(
                    by.actor(),
                    "inbox.change",
                    "inbox " + id,
                    "every " + now.minutes() + " min, " + (now.reviewers() == 2 ? "two reviewers" : "one reviewer"));
        });
        return require(id, by);
    }

    /**
     * Looks within seconds instead of at its time.
     *
     * @throws ConflictException where it is paused
     */
    public Inbox lookNow(InboxId id, User by) {
        if (requireChange(id, by).paused()) {
            throw new ConflictException("Inbox " + id + " is paused; resume it, and it is looked into at once.");
        }
        transaction.executeWithoutResult(status -> {
            repository.lookNow(id);
            audit.record(by.actor(), "inbox.look", "inbox " + id, "");
        });
        return require(id, by);
    }

    /** The scorings stay. */
    public void delete(InboxId id, User by) {
        Inbox inbox = requireChange(id, by);
        transaction.executeWithoutResult(status -> {
            repository.delete(id);
            audit.record(by.actor(), "inbox.delete", "inbox " + id, inbox.name());
        });
    }

    /** What the champion scored, newest first, those with a smaller number than {@code before}. */
    public List<Scoring> scorings(Inbox inbox, long before, int limit, User viewer) {
        return repository.scorings(inbox.id(), before, limit).stream()
                .flatMap(id -> scorings.find(id, viewer).stream())
                .toList();
    }

    /** Images on which champion and challenger disagree, those of the newest scorings first. */
    public List<Disagreement> disagreements(Inbox inbox, int limit) {
        return repository.disagreements(inbox.id(), limit);
    }
}
