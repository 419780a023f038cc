package oddboard.report.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.account.ui.AccountPart;
import oddboard.common.NotFoundException;
import oddboard.report.GuestLink;
import oddboard.report.GuestLinks;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.Toast;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/** The links for guests that work, on the account page: one's own, and everybody's for an administrator. */
@Service
@ConditionalOnWebApplication
@Order(50)
class GuestLinksPart implements AccountPart {
    private static final String REVOKE = "revoke";

    private final GuestLinks links;
    private final Users users;

    GuestLinksPart(GuestLinks links, Users users) {
        this.links = links;
        this.users = users;
    }

    @Override
    public Component create() {
        User user = users.require();
        Panel panel = new Panel("Links for guests");
        List<GuestLink> working = links.list(user);
        if (!links.areAllowed()) {
            panel.add(
                    new Paragraph("A report can be shown to people without an account, where an administrator allows it"
                            + " by oddboard.report.guest-links=true."));
        } else if (working.isEmpty()) {
            panel.add(new Paragraph("None. \"Report\" on a run, a board, a comparison or a model makes one."));
        } else {
            panel.add(table(user, working));
            panel.flush();
        }
        return panel;
    }

    private MarkupTable<GuestLink> table(User user, List<GuestLink> working) {
        MarkupTable<GuestLink> table = new MarkupTable<GuestLink>(
                "Links for guests that work",
                link -> Long.toString(link.id()),
                List.of(
                        Column.<GuestLink>of(
                                        "Report",
                                        (cell, link) -> cell.add(MarkupParts.link(
                                                        link.report().substring(1), link.title()))
                                                .add(MarkupParts.note(" " + story(link, user))))
                                .rowHeader(),
                        Column.<GuestLink>of(
                                        "",
                                        (cell, link) -> cell.add(MarkupParts.button(
                                                REVOKE, "Revoke", "Revoke the link to " + link.title())))
                                .num()));
        table.on(REVOKE, link -> {
            try {
                links.revoke(link.id(), user);
                Toast.show("The link shows nothing any longer.");
            } catch (NotFoundException ended) {
                Toast.show("The link had ended already.");
            }
            table.show(links.list(user));
        });
        table.show(working);
        return table;
    }

    private static String story(GuestLink link, User user) {
        String opened = link.openedAt() == null
                ? "not opened yet"
                : "opened " + Format.count(link.opened()) + (link.opened() == 1 ? " time, " : " times, last ")
                        + Format.ago(link.openedAt());
        return opened + " \u00b7 ends " + Format.ago(link.expiresAt())
                + (link.by().equals(user.id()) ? "" : " \u00b7 by " + link.byName());
    }
}
