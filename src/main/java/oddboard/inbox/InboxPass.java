package oddboard.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.Sha256;
import oddboard.place.Place;
import oddboard.place.PlaceFile;
import oddboard.place.Places;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.Scorings;
import oddboard.scoring.TwoReviewers;
import oddboard.upload.PlaceUploads;
import oddboard.upload.Upload;
import oddboard.upload.UploadRefusedException;
import oddboard.upload.Uploads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One look into an inbox: what is new becomes an upload of the data set, and with it, in one transaction, a scoring job and the
 * list of what was taken. Whoever dies before has taken nothing, and the next look finds the same files.
 */
@Component
class InboxPass {
    private static final Logger LOG = LoggerFactory.getLogger(InboxPass.class);
    private static final int MAX_FILES = 5_000;
    private static final long MAX_BYTES = 2L << 30;
    /** What was changed within this time may still be written. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final long EXTEND_NANOS = Duration.ofSeconds(10).toNanos();

    private final InboxWork work;
    private final InboxRepository inboxes;
    private final Places places;
    private final PlaceUploads taking;
    private final Uploads uploads;
    private final Models models;
    private final Scorings scorings;
    private final TwoReviewers reviewers;
    private final Users users;
    private final TransactionOperations transaction;
    /** Files whose time lies in the future, and since when this process knows them so. */
    private final Map<InboxId, Map<PlaceFile, Long>> ahead = new ConcurrentHashMap<>();

    LongSupplier nanos = System::nanoTime;

    InboxPass(
            InboxWork work,
            InboxRepository inboxes,
            Places places,
            PlaceUploads taking,
            Uploads uploads,
            Models models,
            Scorings scorings,
            TwoReviewers reviewers,
            Users users,
            TransactionOperations transaction) {
        this.work = work;
        this.inboxes = inboxes;
        this.places = places;
        this.taking = taking;
        this.uploads = uploads;
        this.models = models;
        this.scorings = scorings;
        this.reviewers = reviewers;
        this.users = users;
        this.transaction = transaction;
    }

    /** Looks into each that is due, one after the other. */
    void tick() {
        while (!places.names().isEmpty() && !Thread.currentThread().isInterrupted()) {
            InboxId id = work.claim(places.names()).orElse(null);
            if (id == null) {
                return;
            }
            inboxes.find(id).ifPresent(this::look);
        }
    }

    private void look(Inbox inbox) {
        String trouble = "";
        Look look = new Look(inbox);
        try {
            User by = users.find(inbox.by())
                    .orElseThrow(() -> new AccessDeniedException("Who made this inbox is gone; make a new one."));
            look.into(by);
        } catch (InputException
                | NotFoundException
                | ConflictException
                | UploadRefusedException
                | AccessDeniedException e) {
            trouble = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Inbox {} could not be looked into", inbox.id(), e);
            trouble = "The last look failed; it is tried again. The server's log tells more.";
        }
        work.release(inbox.id(), trouble, look.left, look.more && trouble.isEmpty());
    }

    private final class Look {
        private final Inbox inbox;
        private final List<InboxWork.Taken> taken = new ArrayList<>();
        private final Set<String> contents = new HashSet<>();
        private int left;
        private boolean more;
        private long extended = System.nanoTime();

        private Look(Inbox inbox) {
            this.inbox = inbox;
        }

        private void into(User by) {
            ModelVersion champion = models.resolve(inbox.champion(), by);
            Place place = places.requireFolder(inbox.folder());
            List<PlaceFile> fresh = settled(work.fresh(inbox.id(), images(place)));
            if (fresh.isEmpty()) {
                return;
            }
            Upload upload = taking.takeChosen(
                    champion.source().dataset(),
                    place,
                    "inbox-" + inbox.id() + "-" + Instant.now().getEpochSecond() + ".zip",
                    fresh,
                    this::wants,
                    by);
            left += fresh.size() - taken.size();
            boolean scores = taken.stream().anyMatch(t -> !t.copy());
            boolean used = false;
            try {
                used = Boolean.TRUE.equals(transaction.execute(status -> {
                    boolean whole = work.lock(inbox.id())
                            && (scores ? start(upload, by) : work.insert(inbox.id(), null, taken));
                    if (!whole) {
                        status.setRollbackOnly();
                    }
                    return whole && scores;
                }));
            } finally {
                if (!used) {
                    uploads.remove(champion.source().dataset(), upload.id(), by);
                }
            }
        }

        /** Oldest first; folders that can't be looked into are left out. */
        private static List<PlaceFile> images(Place place) {
            return place.list().files().stream()
                    .filter(PlaceFile::isImage)
                    .sorted(Comparator.comparingLong(PlaceFile::modified).thenComparing(PlaceFile::path))
                    .toList();
        }

        private List<PlaceFile> settled(List<PlaceFile> fresh) {
            long now = System.currentTimeMillis() * 1000;
            inTheFuture().keySet().retainAll(new HashSet<>(fresh));
            List<PlaceFile> chosen = new ArrayList<>();
            long bytes = 0;
            for (PlaceFile file : fresh) {
                if (!isSettled(file, now)) {
                    left++;
                } else if (chosen.size() == MAX_FILES || bytes > MAX_BYTES) {
                    more = true;
                } else {
                    chosen.add(file);
                    bytes += file.size();
                }
            }
            return chosen;
        }

        private Map<PlaceFile, Long> inTheFuture() {
            return ahead.computeIfAbsent(inbox.id(), id -> new HashMap<>());
        }

        /** A file may be from a clock that is ahead, or this one was set back: then it is enough that it stays as it is. */
        private boolean isSettled(PlaceFile file, long now) {
            if (now >= file.modified()) {
                return now - file.modified() >= SETTLED.toMillis() * 1000;
            }
            long seen = inTheFuture().computeIfAbsent(file, f -> nanos.getAsLong());
            return nanos.getAsLong() - seen >= SETTLED.toNanos();
        }

        /** Called with each file that was read whole and did not change meanwhile. */
        private boolean wants(PlaceFile file, byte[] bytes) {
            if (System.nanoTime() - extended > EXTEND_NANOS) {
                if (!work.extend(inbox.id())) {
                    throw new ConflictException("The inbox was paused while it was looked into.");
                }
                extended = System.nanoTime();
            }
            String sha256 = HexFormat.of().formatHex(Sha256.of(bytes));
            boolean copy = !contents.add(sha256) || work.knows(inbox.id(), sha256);
            taken.add(new InboxWork.Taken(file, sha256, copy));
            return !copy;
        }

        private boolean start(Upload upload, User by) {
            Scoring champion = queue(inbox.champion(), upload, by);
            if (!work.insert(inbox.id(), champion.id(), taken)) {
                return false;
            }
            work.mark(champion.id(), inbox.id(), null);
            if (!inbox.challenger().isEmpty()) {
                challenge(champion, upload, by);
            }
            return true;
        }

        /** A challenger that was deleted, or is the champion itself, is no reason not to score. */
        private void challenge(Scoring champion, Upload upload, User by) {
            boolean differs = models.find(inbox.model(), by)
                    .flatMap(model -> model.aliased(inbox.challenger()))
                    .filter(version -> !version.id().equals(champion.model().id()))
                    .isPresent();
            if (differs) {
                Scoring second = queue(inbox.model() + "@" + inbox.challenger(), upload, by);
                work.mark(second.id(), inbox.id(), champion.id());
            }
        }

        private Scoring queue(String model, Upload upload, User by) {
            Scoring scoring = scorings.start(spec(model, upload), by);
            if (inbox.reviewers() == 2) {
                reviewers.choose(scoring.id(), 2, by);
            }
            return scoring;
        }

        private ScoringSpec spec(String model, Upload upload) {
            return new ScoringSpec(
                    model,
                    List.of(upload.id()),
                    null,
                    ScoringSpec.Split.TEST,
                    null,
                    ScoringSpec.Maps.FLAGGED,
                    inbox.name(),
                    0,
                    "");
        }
    }
}
