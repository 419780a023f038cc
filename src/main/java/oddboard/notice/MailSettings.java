package oddboard.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import oddboard.common.InputException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How mail is sent: by the server that {@code spring.mail.host} names, and not at all without one. */
@Component
class MailSettings {
    private final String host;
    final String from;
    final Duration digest;
    final String pages;

    /**
     * @param from address that mail comes from
     * @param digest for how long notices are gathered before one mail brings them all
     * @param pages address of these pages as users reach them; empty where mail has no links
     */
    MailSettings(
            @Value("${spring.mail.host:}") String host,
            @Value("${oddboard.mail.from:}") String from,
            @Value("${oddboard.mail.digest:15m}") Duration digest,
            @Value("${oddboard.public-url:}") String pages) {
        this.host = host;
        this.from = from;
        this.digest = digest;
        this.pages = pages.strip().replaceFirst("/+$", "");
    }

    boolean isOn() {
        return !host.isBlank();
    }

    /**
     * @return without blanks around it; "" for none
     * @throws InputException where it is no address of one mailbox
     */
    static String checked(String email) {
        String plain = email.strip();
        if (plain.isEmpty()) {
            return "";
        }
        try {
            InternetAddress address = new InternetAddress(plain, true);
            address.validate();
            if (plain.length() <= 254
                    && plain.equals(address.getAddress())
                    && plain.matches("[^@]+@[^@\\s]+[.][^@\\s.]+")) {
                return plain;
            }
        } catch (AddressException notOne) {
            throw refusal();
        }
        throw refusal();
    }

    private static InputException refusal() {
        return new InputException(
                "EMAIL_INVALID", "", "email", "This is no e-mail address; write it as name@example.com.");
    }
}
