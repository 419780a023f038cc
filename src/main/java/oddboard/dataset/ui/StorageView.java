package oddboard.dataset.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import oddboard.account.Users;
import oddboard.dataset.StorageUse;
import oddboard.storage.DiskUse;
import oddboard.ui.Format;
import oddboard.ui.PageHeader;
import oddboard.ui.Panel;

/** Who and what fills the store, and whether all of it is sound; for administrators. */
@Route("storage")
@PageTitle("Storage · Oddboard")
@Menu(title = "Storage", order = 90)
@RolesAllowed("ADMIN")
class StorageView extends Div {
    private static final long serialVersionUID = 1L;

    StorageView(StorageUse storage, Users users) {
        addClassName("odd-page");
        storage.whole(users.require()).ifPresent(this::show);
    }

    private void show(StorageUse.Whole whole) {
        var totals = whole.totals();
        var words = Format.bytes(totals.bytes()) + " in " + Format.count(totals.blobs())
                + (totals.blobs() == 1 ? " file" : " files");
        if (totals.unfinishedBytes() > 0) {
            words += VersionText.DOT + Format.bytes(totals.unfinishedBytes()) + " still on their way";
        }
        if (whole.shared() > 0) {
            words += VersionText.DOT + Format.bytes(whole.shared()) + " shared by several data sets, counted once here";
        }
        words += VersionText.DOT + Format.bytes(whole.room().free()) + " free on the disk";
        add(new PageHeader("Storage", words));
        if (!whole.room().fits(0)) {
            var full = new Div("The disk is nearly full: below "
                    + Format.bytes(whole.room().reserve())
                    + " no uploads, imports and runs are taken. Remove what is needed no more.");
            full.addClassName("odd-error");
            add(full);
        }
        var columns = new Div(
                new SharePanel("Data sets", whole.datasets(), totals.bytes()),
                new SharePanel("Users", whole.users(), totals.bytes()));
        columns.addClassNames("odd-columns", "odd-storage");
        add(columns, disk(whole.parts()), soundness(whole));
    }

    /** More than the contents above: what deleted ones left, the log of changes, and what is kept twice to be quick. */
    private static Panel disk(DiskUse.Parts parts) {
        var panel = new Panel("On the disk");
        panel.add(line(
                "Contents of files",
                Format.bytes(parts.contents()) + ", of which " + Format.bytes(parts.unused())
                        + " are free for new ones"));
        if (parts.objects() > 0) {
            panel.add(line(
                    "In the S3 bucket, not on this disk",
                    Format.bytes(parts.bucket()) + " in " + Format.count(parts.objects())
                            + (parts.objects() == 1 ? " file" : " files")));
        }
        panel.add(line("All other tables", Format.bytes(parts.tables())));
        Long log = parts.changeLog();
        panel.add(line(
                "The database's log of changes",
                log == null ? "not known: the database's user may not look" : Format.bytes(log)));
        panel.add(line("Cache", Format.bytes(parts.cache())));
        panel.add(line("Logs, reserve and files of jobs", Format.bytes(parts.other())));
        return panel;
    }

    private static Paragraph line(String what, String bytes) {
        return new Paragraph(what + ": " + bytes);
    }

    private static Panel soundness(StorageUse.Whole whole) {
        var panel = new Panel("Soundness");
        var totals = whole.totals();
        panel.setNote(Format.count(totals.checkedBlobs()) + " of " + Format.count(totals.blobs())
                + " checked by their SHA-256");
        if (whole.damaged().isEmpty()) {
            panel.add(new Paragraph("No file is damaged. Each is read again once a week."));
            return panel;
        }
        for (var damaged : whole.damaged()) {
            var line = new Div("The file " + damaged.sha256() + " (" + Format.bytes(damaged.size())
                    + ") is damaged, found " + Format.ago(damaged.foundAt())
                    + ". Send the same file again to heal it, or restore a backup.");
            line.addClassName("odd-error");
            panel.add(line);
        }
        return panel;
    }
}
