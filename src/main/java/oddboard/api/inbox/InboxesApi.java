package oddboard.api.inbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.inbox.Disagreement;
import oddboard.inbox.Inbox;
import oddboard.inbox.InboxDrift;
import oddboard.inbox.InboxId;
import oddboard.inbox.InboxSpec;
import oddboard.inbox.Inboxes;
import oddboard.scoring.Drift.Measure;
import oddboard.scoring.Scoring;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Inboxes")
@RestController
@RequestMapping("/api/v1/inboxes")
class InboxesApi {
    private static final int MAX_DISAGREEMENTS = 1000;
    private final Inboxes inboxes;
    private final InboxDrift drift;
    private final Users users;

    InboxesApi(Inboxes inboxes, InboxDrift drift, Users users) {
        this.inboxes = inboxes;
        this.drift = drift;
        this.users = users;
    }

    record NewInbox(
            @Required @Nullable String name,
            @Limit(4096) @Required @Nullable String folder,
            @Required @Nullable String model,
            @Required @Nullable String alias,
            @Nullable String challenger,

            @Bounds(min = 1, max = InboxSpec.MAX_MINUTES, code = "INBOX_INVALID") @Nullable Integer minutes,

            @Nullable Double psiLimit,

            @Bounds(min = 1, max = 2, code = "INBOX_INVALID") @Nullable Integer reviewers) {
        InboxSpec spec() {
            return new InboxSpec(
                    Fields.required("name", name),
                    Fields.required("folder", folder),
                    Fields.required("model", model),
                    Fields.required("alias", alias),
                    challenger == null ? "" : challenger,
                    minutes == null ? InboxSpec.DEFAULT_MINUTES : minutes,
                    psiLimit == null ? InboxSpec.DEFAULT_PSI_LIMIT : psiLimit,
                    reviewers == null ? 1 : reviewers);
        }
    }

    record InboxChange(
            @Nullable Boolean paused,

            @Bounds(min = 1, max = InboxSpec.MAX_MINUTES, code = "INBOX_INVALID") @Nullable Integer minutes,

            @Bounds(min = 1, max = 2, code = "INBOX_INVALID") @Nullable Integer reviewers) {}

    record InboxPassResponse(
            String scoring, String job, String state, int version, int images, int failed, int flagged, Instant at) {
        static InboxPassResponse of(Scoring scoring) {
            return new InboxPassResponse(
                    scoring.id().toString(),
                    scoring.job().id().toString(),
                    scoring.job().state().name(),
                    scoring.model().version(),
                    scoring.counts().done(),
                    scoring.counts().failed(),
                    scoring.counts().flagged(),
                    scoring.createdAt());
        }
    }

    record InboxDisagreementResponse(
            String scoring,
            String challenging,
            int index,
            String file,
            double champion,
            double challenger,
            boolean flagged) {
        static InboxDisagreementResponse of(Disagreement one) {
            return new InboxDisagreementResponse(
                    one.scoring().toString(),
                    one.challenging().toString(),
                    one.index(),
                    one.file(),
                    one.champion(),
                    one.challenger(),
                    one.flagged());
        }
    }

    record InboxDisagreementsResponse(List<InboxDisagreementResponse> items) {}

    record InboxDriftPoint(
            Instant at,
            int version,
            int images,
            @Nullable Double flaggedRate,
            @Nullable Double psi,
            @Nullable Double brightness,
            @Nullable Double contrast,
            @Nullable Double sharpness) {
        static InboxDriftPoint of(InboxDrift.Point point) {
            return new InboxDriftPoint(
                    point.at(),
                    point.version(),
                    point.images(),
                    point.flagged() < 0 || point.images() == 0 ? null : (double) point.flagged() / point.images(),
                    index(point, Measure.SCORE),
                    index(point, Measure.BRIGHTNESS),
                    index(point, Measure.CONTRAST),
                    index(point, Measure.SHARPNESS));
        }

        private static @Nullable Double index(InboxDrift.Point point, Measure measure) {
            double index = point.drift().index(measure);
            return Double.isNaN(index) ? null : index;
        }
    }

    record InboxDriftPointsResponse(List<InboxDriftPoint> items) {}

    private Inbox inbox(long id) {
        return inboxes.require(new InboxId(id), users.require());
    }

    @Operation(
            summary = "Watch a folder of the server or of a bucket",
            description =
                    "What is new in it is scored every few minutes, by the version that the alias means then: each file"
                            + " once, and each content once. What lies there already is new, too. A file that was changed within the"
                            + " last ten seconds is left for the next look.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    InboxResponse create(@RequestBody NewInbox body) {
        return InboxResponse.of(inboxes.create(body.spec(), users.require()));
    }

    @Operation(summary = "Inboxes that the caller sees", description = "Newest first.")
    @GetMapping
    Page<InboxResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor)
                .descending(inboxes.list(users.require()), inbox -> inbox.id().value(), InboxResponse::of);
    }

    @Operation(summary = "An inbox")
    @GetMapping("/{id}")
    InboxResponse get(@PathVariable long id) {
        return InboxResponse.of(inbox(id));
    }

    @Operation(
            summary = "Pause or resume an inbox, or change how often it is looked into and how many review",
            description = "Reviewers are those of what is scored from now on.")
    @PatchMapping("/{id}")
    InboxResponse change(@PathVariable long id, @RequestBody InboxChange body) {
        User by = users.require();
        InboxId inbox = new InboxId(id);
        Inbox now = inboxes.requireChange(inbox, by);
        if (body.minutes() != null || body.reviewers() != null) {
            now = inboxes.change(inbox, body.minutes(), body.reviewers(), by);
        }
        if (body.paused() != null) {
            now = inboxes.pause(inbox, body.paused(), by);
        }
        return InboxResponse.of(now);
    }

    @Operation(summary = "Look into an inbox now", description = "Within seconds, unless its images are being scored.")
    @PostMapping("/{id}/look")
    @ResponseStatus(HttpStatus.ACCEPTED)
    InboxResponse look(@PathVariable long id) {
        return InboxResponse.of(inboxes.lookNow(new InboxId(id), users.require()));
    }

    @Operation(summary = "Delete an inbox", description = "Its scorings stay.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        inboxes.delete(new InboxId(id), users.require());
    }

    @Operation(summary = "What an inbox scored", description = "The scorings of its champion, newest first.")
    @GetMapping("/{id}/scorings")
    Page<InboxPassResponse> scorings(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Inbox inbox = inbox(id);
        Cursor page = Cursor.of(limit, cursor);
        return page.page(
                inboxes.scorings(inbox, page.after(Long.MAX_VALUE), page.limit() + 1, users.require()),
                scoring -> scoring.id().value(),
                InboxPassResponse::of);
    }

    @Operation(
            summary = "Images on which champion and challenger disagree",
            description = "One flags them, the other does not; newest scoring first, at most 1,000.")
    @GetMapping("/{id}/disagreements")
    InboxDisagreementsResponse disagreements(@PathVariable long id) {
        List<InboxDisagreementResponse> all = new ArrayList<>();
        inboxes.disagreements(inbox(id), MAX_DISAGREEMENTS).forEach(one -> all.add(InboxDisagreementResponse.of(one)));
        return new InboxDisagreementsResponse(all);
    }

    @Operation(
            summary = "How an inbox drifts",
            description =
                    "Population stability index of scores, brightness, contrast and sharpness against the training"
                            + " images, over time: scorings that follow each other together, where each has few images.")
    @GetMapping("/{id}/drift")
    InboxDriftPointsResponse drift(@PathVariable long id) {
        return new InboxDriftPointsResponse(drift.of(inbox(id), users.require()).stream()
                .map(InboxDriftPoint::of)
                .toList());
    }
}
