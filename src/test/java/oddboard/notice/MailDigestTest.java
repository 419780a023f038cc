package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail over a real server of mail in this process. */
class MailDigestTest {
    private final NoticeFixture fixture = new NoticeFixture("hooks.example.com");
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    @BeforeEach
    void startServer() {
        server.start();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private static MailSettings settings(Duration gather) {
        return new MailSettings("mail.example", "oddboard@example.com", gather, "https://odd.example.com/");
    }

    private MailDigest digest(Duration gather) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return new MailDigest(
                fixture.jdbc, fixture.transaction, settings(gather), beans.getBeanProvider(JavaMailSender.class));
    }

    private NoticeSwitches switches() {
        return new NoticeSwitches(fixture.jdbc, settings(Duration.ZERO), Audit.of(fixture.jdbc));
    }

    private void mention(User who, String text) {
        fixture.notices.tell(NoticeKind.MENTION, new NoticeText(true, text, "runs/7"), who.id());
    }

    @Test
    void gathersWhatWaitsIntoOneMail() throws Exception {
        switches()
                .choose(
                        fixture.grace,
                        "grace@example.com",
                        List.of(
                                new NoticeSwitch(NoticeKind.MENTION, true, true, false),
                                new NoticeSwitch(NoticeKind.SHARE, false, true, false)));
        mention(fixture.grace, "ada mentioned you; caf\u00e9 \u2192 here.");
        mention(fixture.ada, "ada has chosen no mail.");
        fixture.notices.tell(
                NoticeKind.SHARE, new NoticeText(true, "ada shared Nuts with you.", "datasets/1"), fixture.grace.id());
        fixture.notices.tell(NoticeKind.ALIAS, new NoticeText(true, "only the bell", ""), fixture.grace.id());

        digest(Duration.ofHours(1)).sendAll();
        assertThat(server.getReceivedMessages()).as("gathered for an hour").isEmpty();
        digest(Duration.ZERO).sendAll();
        digest(Duration.ZERO).sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Oddboard: 2 notices");
        assertThat(Arrays.toString(mail.getAllRecipients())).isEqualTo("[grace@example.com]");
        assertThat(mail.getContent().toString().replace("\r", "")).isEqualTo("""
                        Hello grace,

                        - ada mentioned you; caf\u00e9 \u2192 here.
                          https://odd.example.com/runs/7
                        - ada shared Nuts with you.
                          https://odd.example.com/datasets/1

                        What you get by mail you choose on your account page: https://odd.example.com/account""");
        assertThat(fixture.notices.list(fixture.grace, 9))
                .extracting(Notice::text)
                .containsExactly("only the bell", "ada mentioned you; caf\u00e9 \u2192 here.");
    }

    @Test
    void sendsNothingThatWasReadAndWaitsForTheServer() {
        switches()
                .choose(
                        fixture.grace,
                        "grace@example.com",
                        List.of(new NoticeSwitch(NoticeKind.MENTION, true, true, true)));
        mention(fixture.grace, "read in the pages");
        fixture.notices.markAllRead(fixture.grace);
        digest(Duration.ZERO).sendAll();
        assertThat(server.getReceivedMessages()).isEmpty();

        mention(fixture.grace, "later");
        int port = sender.getPort();
        sender.setPort(1);
        digest(Duration.ZERO).sendAll();
        sender.setPort(port);
        digest(Duration.ZERO).sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void mailThatIsRefusedHoldsUpNobodyElses() throws Exception {
        MessageDeliveryHandler delivers = server.getUserManager().getMessageDeliveryHandler();
        server.getUserManager().setMessageDeliveryHandler((message, to) -> {
            if (to.getEmail().equals("gone@example.com")) {
                throw new IllegalStateException("no such mailbox");
            }
            return delivers.handle(message, to);
        });
        for (User who : List.of(fixture.ada, fixture.grace)) {
            switches()
                    .choose(
                            who,
                            who == fixture.ada ? "gone@example.com" : "grace@example.com",
                            List.of(new NoticeSwitch(NoticeKind.MENTION, true, true, false)));
            mention(who, "hello");
        }
        MailDigest digest = digest(Duration.ZERO);
        digest.sendAll();
        digest.sendAll();
        assertThat(server.getReceivedMessages())
                .extracting(mail -> Arrays.toString(mail.getAllRecipients()))
                .containsExactly("[grace@example.com]");
        server.getUserManager().setMessageDeliveryHandler(delivers);
        digest(Duration.ZERO).sendAll();
        assertThat(server.getReceivedMessages()).as("what waited").hasSize(2);
    }

    @Test
    void takesAddressesOfOneMailboxOnly() {
        for (String odd : List.of(
                "grace",
                "a@b",
                "a@b.example, c@d.example",
                "G <a@b.example>",
                "a@b.example\nBcc: c@d.example",
                "@b.example")) {
            assertThatThrownBy(() -> switches().choose(fixture.grace, odd, List.of()))
                    .as(odd)
                    .isInstanceOf(InputException.class);
        }
        switches().choose(fixture.grace, " a.b+c@sub.example.com ", List.of());
        assertThat(switches().email(fixture.grace)).isEqualTo("a.b+c@sub.example.com");
    }

    @Test
    void switchesEveryKindByItself() {
        for (NoticeKind kind : NoticeKind.values()) {
            assertThat(switches().of(fixture.grace).get(kind.ordinal()))
                    .isEqualTo(new NoticeSwitch(kind, kind != NoticeKind.MY_SETS, false, kind != NoticeKind.MY_SETS));
            switches().choose(fixture.grace, null, List.of(new NoticeSwitch(kind, false, true, false)));
            fixture.notices.tell(kind, new NoticeText(true, "silent", ""), fixture.grace.id());
            assertThat(switches().of(fixture.grace).get(kind.ordinal()))
                    .isEqualTo(new NoticeSwitch(kind, false, true, false));
        }
        assertThat(fixture.notices.list(fixture.grace, 99)).isEmpty();
        assertThat(fixture.notices.countUnread(fixture.grace)).isZero();
        assertThat(fixture.notices.choice(fixture.grace))
                .as("what nodes of before read")
                .isEqualTo(new NoticeChoice(false, false, false, false, false, ""));
    }
}
