package oddboard.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.Secrets;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.Sha256;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.label.LabelSets;
import oddboard.registry.Models;
import oddboard.run.Runs;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reports for people without an account. A guest reads one report and nothing else, made by the rights that the link's maker has at that
 * moment: whoever loses the data set, is locked or removed shares it no longer.
 */
@Service
public class GuestLinks {
    /** Of its address, before the secret. */
    public static final String PATH = "guest/";

    public static final int MAX_ADDRESS = ReportAddress.MAX_LENGTH;
    public static final int MAX_DAYS = 90;
    public static final int DEFAULT_DAYS = 30;
    /** Working ones of one person. */
    static final int MAX_PER_USER = 100;

    /** What a link that is opened again and again costs: one report a minute. */
    private final Cache<Long, String> made = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumWeight(64 << 20)
            .weigher((Long id, String html) -> html.length())
            .build();

    private final GuestLinkRepository links;
    private final RunReports runReports;
    private final BoardReports boardReports;
    private final ModelReports modelReports;
    private final Runs runs;
    private final Models models;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Users users;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final boolean allowed;

    GuestLinks(
            GuestLinkRepository links,
            RunReports runReports,
            BoardReports boardReports,
            ModelReports modelReports,
            Runs runs,
            Models models,
            Datasets datasets,
            LabelSets labelSets,
            Users users,
            TransactionOperations transaction,
            Audit audit,
            @Value("${oddboard.report.guest-links:false}") boolean allowed) {
        this.links = links;
        this.runReports = runReports;
        this.boardReports = boardReports;
        this.modelReports = modelReports;
        this.runs = runs;
        this.models = models;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.users = users;
        this.transaction = transaction;
        this.audit = audit;
        this.allowed = allowed;
    }

    /** Whether the administrator allows them; where not, those that were made before lead nowhere. */
    public boolean areAllowed() {
        return allowed;
    }

    /** @param secret the last part of its address, which can be read only now */
    public record Created(GuestLink link, String secret) {}

    /**
     * Makes a link that shows the report by the labels that are the newest now, where none are named.
     *
     * @param address of the report, as its last line says
     * @param days for which it works, 1 to {@value #MAX_DAYS}
     * @throws InputException where this is the address of no report
     * @throws NotFoundException where there is no such report for this user
     * @throws ConflictException where guests are not allowed, there are no scores yet, or the user has too many links
     */
    public Created create(String address, int days, User by) {
        if (!allowed) {
            throw new ConflictException(
                    "GUEST_LINKS_OFF",
                    "Links for guests are switched off here; an administrator allows them by oddboard.report.guest-links=true.");
        }
        if (!by.mayChange()) {
            throw new AccessDeniedException("Viewers can't make links for guests.");
        }
        if (days < 1 || days > MAX_DAYS) {
            throw new InputException(
                    "PARAMETER_INVALID", "", "days", "A link for guests works for 1 to " + MAX_DAYS + " days.");
        }
        ReportAddress asked = ReportAddress.of(address);
        html(asked, by);
        VersionId data = data(asked.subject(), by);
        Dataset dataset = datasets.findByVersion(data, by).orElseThrow(() -> gone(asked));
        ReportRequest request = asked.request();
        ReportAddress pinned = new ReportAddress(
                asked.subject(), request.with(labelSets.evaluating(data, request.labelSet(), request.part(), by)));
        String secret = Secrets.random();
        long id = Objects.requireNonNull(transaction.execute(status -> {
            if (links.count(by.id()) >= MAX_PER_USER) {
                throw new ConflictException(
                        "You have " + MAX_PER_USER + " links for guests, which is the most; revoke one first.");
            }
            long fresh =
                    links.insert(hash(secret), pinned, title(asked.subject(), dataset), dataset.id(), days, by.id());
            audit.record(by.actor(), "guest-link.create", object(fresh), "for " + days + " days: " + pinned.address());
            return fresh;
        }));
        return new Created(links.find(id).orElseThrow(() -> gone(asked)), secret);
    }

    private static NotFoundException gone(ReportAddress address) {
        return new NotFoundException("There is no report " + address.address() + ".");
    }

    private static String title(ReportSubject subject, Dataset dataset) {
        return switch (subject) {
            case ReportSubject.OfRun run -> "Run " + run.run() + " on " + dataset.name();
            case ReportSubject.OfModel model -> "Model " + model.name() + ":" + model.version();
            case ReportSubject.OfBoard board ->
                (board.entries().isEmpty() ? "Leaderboard of " : "Comparison on ") + dataset.name();
        };
    }

    private VersionId data(ReportSubject subject, User viewer) {
        return switch (subject) {
            case ReportSubject.OfRun run ->
                runs.find(run.run(), viewer)
                        .orElseThrow(() -> new NotFoundException("There is no run " + run.run() + "."))
                        .version();
            case ReportSubject.OfModel model ->
                models.require(model.name(), model.version(), viewer).source().data();
            case ReportSubject.OfBoard board -> board.version();
        };
    }

    private String html(ReportAddress report, User viewer) {
        ReportRequest request = report.request();
        return switch (report.subject()) {
            case ReportSubject.OfRun run -> runReports.html(run.run(), request, viewer);
            case ReportSubject.OfModel model -> modelReports.html(model.name(), model.version(), request, viewer);
            case ReportSubject.OfBoard board -> boardReports.html(board.version(), board.entries(), request, viewer);
        };
    }

    /** Those that work, newest first: one's own, and everybody's for an administrator. */
    public List<GuestLink> list(User viewer) {
        return viewer.isAdmin() ? links.list() : links.list(viewer.id());
    }

    /** @throws NotFoundException where the user has no such link; an administrator has all */
    public GuestLink require(long id, User viewer) {
        return links.find(id)
                .filter(link -> viewer.isAdmin() || link.by().equals(viewer.id()))
                .orElseThrow(() -> new NotFoundException("There is no link " + id + " for guests."));
    }

    /** Ends it at once. */
    public void revoke(long id, User by) {
        GuestLink link = require(id, by);
        transaction.executeWithoutResult(status -> {
            if (links.revoke(id)) {
                audit.record(by.actor(), "guest-link.revoke", object(id), link.report());
            }
        });
        made.invalidate(id);
    }

    /** The report as HTML; empty where the link is none, has ended, or its maker may no longer read the report. */
    public Optional<String> open(String secret) {
        if (!allowed) {
            return Optional.empty();
        }
        Optional<GuestLink> found = links.find(hash(secret));
        Optional<User> maker = found.flatMap(link -> users.find(link.by()));
        if (found.isEmpty() || maker.isEmpty()) {
            return Optional.empty();
        }
        GuestLink link = found.get();
        ReportAddress report = ReportAddress.of(link.report());
        try {
            // Asked each time, however long the report is kept.
            if (datasets.findByVersion(data(report.subject(), maker.get()), maker.get())
                    .isEmpty()) {
                return Optional.empty();
            }
            String html = made.get(link.id(), id -> html(report, maker.get()));
            transaction.executeWithoutResult(status -> {
                if (links.opened(link.id())) {
                    audit.record(new Audit.Actor(0, "guest"), "guest-link.open", object(link.id()), link.report());
                }
            });
            return Optional.of(html);
        } catch (NotFoundException | ConflictException gone) {
            return Optional.empty();
        }
    }

    private static String object(long id) {
        return "guest link " + id;
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Sha256.of(secret));
    }
}
