package oddboard.api.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.notice.Notice;
import oddboard.notice.NoticeChoice;
import oddboard.notice.NoticeKind;
import oddboard.notice.NoticeSwitch;
import oddboard.notice.NoticeSwitches;
import oddboard.notice.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notices. */
@Tag(name = "Notices")
@RestController
@RequestMapping("/api/v1/notices")
class NoticesApi {
    private final Notices notices;
    private final NoticeSwitches switches;
    private final Users users;

    NoticesApi(Notices notices, NoticeSwitches switches, Users users) {
        this.notices = notices;
        this.switches = switches;
        this.users = users;
    }

    record NoticeResponse(String id, boolean good, String text, String href, Instant at, boolean read) {
        static NoticeResponse of(Notice n) {
            return new NoticeResponse(Long.toString(n.id()), n.good(), n.text(), "/" + n.href(), n.at(), n.read());
        }
    }

    record DeliveryResponse(boolean sent, String result, Instant at, int waiting) {}

    record ChoiceResponse(
            boolean ownSucceeded,
            boolean ownFailed,
            boolean ownSweeps,
            boolean ownImports,
            boolean onMySets,
            String webhook,
            String email,
            List<KindResponse> kinds,
            @Nullable DeliveryResponse lastDelivery) {}

    record KindResponse(String kind, boolean bell, boolean mail, boolean webhook) {
        static KindResponse of(NoticeSwitch s) {
            return new KindResponse(s.kind().word(), s.bell(), s.mail(), s.webhook());
        }
    }

    record KindChange(
            @Required @Nullable String kind,
            @Nullable Boolean bell,
            @Nullable Boolean mail,
            @Nullable Boolean webhook) {
        NoticeSwitch on(List<NoticeSwitch> all) {
            NoticeKind which = NoticeSwitches.kind(Fields.required("kind", kind));
            NoticeSwitch now = all.get(which.ordinal());
            return new NoticeSwitch(
                    which,
                    bell == null ? now.bell() : bell,
                    mail == null ? now.mail() : mail,
                    webhook == null ? now.webhook() : webhook);
        }
    }

    record ChoiceChange(
            @Nullable Boolean ownSucceeded,
            @Nullable Boolean ownFailed,
            @Nullable Boolean ownSweeps,
            @Nullable Boolean ownImports,
            @Nullable Boolean onMySets,
            @Nullable String webhook,

            @Limit(value = 254, code = "EMAIL_INVALID") @Nullable String email,

            @Limit(100) @Nullable List<KindChange> kinds) {
        NoticeChoice on(NoticeChoice now) {
            return new NoticeChoice(
                    ownSucceeded == null ? now.ownSucceeded() : ownSucceeded,
                    ownFailed == null ? now.ownFailed() : ownFailed,
                    ownSweeps == null ? now.ownSweeps() : ownSweeps,
                    ownImports == null ? now.ownImports() : ownImports,
                    onMySets == null ? now.onMySets() : onMySets,
                    webhook == null ? now.webhook() : webhook);
        }
    }

    @Operation(summary = "The caller's notices", description = "Newest first.")
    @GetMapping
    Page<NoticeResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor page = Cursor.of(limit, cursor);
        return page.page(
                notices.list(users.require(), page.after(Long.MAX_VALUE), page.limit() + 1),
                Notice::id,
                NoticeResponse::of);
    }

    @Operation(summary = "Mark all notices as read")
    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readAll() {
        notices.markAllRead(users.require());
    }

    @Operation(summary = "Mark a notice as read")
    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable long id) {
        notices.markRead(users.require(), id);
    }

    @Operation(summary = "What the caller wants to hear of")
    @GetMapping("/choice")
    ChoiceResponse choice() {
        User own = users.require();
        NoticeChoice now = notices.choice(own);
        return new ChoiceResponse(
                now.ownSucceeded(),
                now.ownFailed(),
                now.ownSweeps(),
                now.ownImports(),
                now.onMySets(),
                now.webhook(),
                switches.email(own),
                switches.of(own).stream().map(KindResponse::of).toList(),
                notices.lastDelivery(own)
                        .map(d -> new DeliveryResponse(d.sent(), d.result(), d.at(), d.waiting()))
                        .orElse(null));
    }

    @Operation(
            summary = "Choose what to hear of, and the webhook",
            description = "Only the fields that are there change.")
    @PatchMapping("/choice")
    ChoiceResponse choose(@RequestBody ChoiceChange body) {
        User own = users.require();
        try {
            notices.choose(own, body.on(notices.choice(own)));
        } catch (IllegalArgumentException e) {
            throw new InputException("WEBHOOK_REFUSED", "", "webhook", String.valueOf(e.getMessage()));
        }
        if (body.email != null || body.kinds != null) {
            List<NoticeSwitch> now = switches.of(own);
            switches.choose(
                    own,
                    body.email,
                    body.kinds == null
                            ? List.of()
                            : body.kinds.stream().map(k -> k.on(now)).toList());
        }
        return choice();
    }

    @Operation(
            summary = "Send a test to the webhook",
            description = "How it went stands in lastDelivery of the choice a few seconds later.")
    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test() {
        User own = users.require();
        if (notices.choice(own).webhook().isEmpty()) {
            throw new ConflictException("You have set no webhook; there is nowhere to send a test.");
        }
        notices.sendTest(own);
    }
}
