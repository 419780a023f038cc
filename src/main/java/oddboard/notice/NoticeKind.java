package oddboard.notice;

import java.util.Locale;

/** What people are told of, each as they choose. */
public enum NoticeKind {
    RUN_SUCCEEDED("My runs succeeded"),
    RUN_FAILED("My runs failed, or somebody else canceled them"),
    SWEEP("My sweeps ended"),
    IMPORT("My imports ended or failed"),
    MY_SETS("Runs of others on my data sets ended"),
    MENTION("Somebody mentions me in a comment"),
    SHARE("Somebody shares a data set with me"),
    LABEL_SUGGESTED("Somebody suggests other labels for a data set that I may relabel"),
    LABEL_DECIDED("Somebody decides on labels that I suggested"),
    ALIAS("Somebody moves an alias of my models"),
    SCORING("My scorings flagged images, or failed"),
    QUOTA("I come near one of my limits"),
    OTHER("My inboxes and webhooks need me");

    private final String title;

    NoticeKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As the API and the database call it: run-succeeded. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
