package oddboard.comment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.DatasetRole;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.notice.NoticeKind;
import oddboard.notice.NoticeText;
import oddboard.notice.Notices;
import oddboard.run.Run;
import oddboard.run.Runs;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people say about runs, models, versions, images and boards. Who sees the thing reads its comments, who may work on its
 * data set writes some; everybody changes their own alone, and who manages the data set may take any away.
 */
@Service
public class Comments {
    public static final int MAX_LENGTH = 10_000;
    private static final int MAX_COUNT = 1000;

    private final CommentRepository repository;
    private final CommentSubjects subjects;
    private final CommentText text;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Runs runs;
    private final Notices notices;
    private final Audit audit;

    Comments(
            CommentRepository repository,
            CommentSubjects subjects,
            CommentText text,
            Datasets datasets,
            LabelSets labelSets,
            Runs runs,
            Notices notices,
            Audit audit) {
        this.repository = repository;
        this.subjects = subjects;
        this.text = text;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.runs = runs;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * A comment as one reader sees it.
     *
     * @param html what its Markdown says, safe to show
     * @param mayEdit whether the reader may change its text
     * @param mayDelete whether the reader may take it away
     */
    public record Shown(Comment comment, String address, String html, boolean mayEdit, boolean mayDelete) {}

    /**
     * All of one thing, oldest first: the note of a run before the others.
     *
     * @param address see {@link CommentSubject#address}
     * @throws NotFoundException where this user sees no such thing
     */
    public List<Shown> list(String address, User reader) {
        CommentSubject on = subjects.require(address, reader);
        Mentions people = new Mentions(repository.people(on.dataset()));
        return read(on, reader).stream().map(c -> shown(c, on, people, reader)).toList();
    }

    private List<Comment> read(CommentSubject on, User reader) {
        List<Comment> all = new ArrayList<>();
        Run run = on.run();
        if (run != null && !run.note().isEmpty()) {
            all.add(repository.note(run.id().value(), run.note(), run.revision()));
        }
        all.addAll(repository.list(on, MAX_COUNT));
        // What others say of an image whose label the reader may not see is as good as that label.
        if (isHidden(on, reader)) {
            all.removeIf(c -> !reader.id().equals(c.by()));
        }
        return all;
    }

    private boolean isHidden(CommentSubject on, User reader) {
        DatasetVersion version = on.version();
        Integer image = on.image();
        if (version == null || image == null || image < version.trainCount()) {
            return false;
        }
        return labelSets.labels(version.id(), LabelSet.NEWEST, reader).isHidden(image - version.trainCount());
    }

    /** How many comments of one thing a reader finds. */
    public int count(String address, User reader) {
        CommentSubject on = subjects.require(address, reader);
        return isHidden(on, reader)
                ? read(on, reader).size()
                : repository.count(on) + (on.run() == null || on.run().note().isEmpty() ? 0 : 1);
    }

    /** Whether this user may say something about it. */
    public boolean mayAdd(String address, User user) {
        return role(subjects.require(address, user), user).mayWork();
    }

    private DatasetRole role(CommentSubject on, User user) {
        return datasets.role(on.dataset(), user).orElse(DatasetRole.READER);
    }

    private Shown shown(Comment comment, CommentSubject on, Mentions people, User reader) {
        boolean own = reader.id().equals(comment.by());
        Run run = on.run();
        boolean mayEdit = comment.isNote()
                ? run != null && runs.mayCancel(run, reader)
                : own && role(on, reader).mayWork();
        return new Shown(
                comment,
                on.address(),
                text.html(comment, on, people, reader),
                mayEdit,
                mayEdit || !comment.isNote() && role(on, reader).mayManage());
    }

    /**
     * Says something about a thing, and tells those who are mentioned.
     *
     * @param markdown 1 to {@value #MAX_LENGTH} characters
     */
    @Transactional
    public Shown add(String address, String markdown, User by) {
        CommentSubject on = subjects.require(address, by);
        if (!role(on, by).mayWork()) {
            throw new AccessDeniedException("You may read the comments of this data set, but not write any.");
        }
        String plain = plain(markdown);
        if (repository.count(on) >= MAX_COUNT) {
            throw new ConflictException("There are 1,000 comments here already; delete one of yours first.");
        }
        long id = repository.add(on, plain, by.id());
        Mentions people = new Mentions(repository.people(on.dataset()));
        tell(plain, Set.of(), people, on, by);
        audit.record(by.actor(), "comment.add", "comment " + id, "on " + on.address());
        repository.tellPages(on.address());
        return shown(repository.find(id).orElseThrow().comment(), on, people, by);
    }

    /** The one with this id, if the reader sees what it is about. */
    private CommentRepository.Stored require(long id, User reader) {
        var stored = repository.find(id).orElseThrow(() -> none(id));
        try {
            CommentSubject on = subjects.require(stored.address(), reader);
            if (isHidden(on, reader) && !reader.id().equals(stored.comment().by())) {
                throw none(id);
            }
        } catch (NotFoundException hidden) {
            throw none(id);
        }
        return stored;
    }

    private static NotFoundException none(long id) {
        return new NotFoundException("There is no comment " + id + ".");
    }

    /**
     * Changes the text of one's own comment; who is mentioned only now is told.
     *
     * @param revision of the comment that the writer has read
     * @throws ConflictException where it was changed since
     */
    @Transactional
    public Shown edit(long id, String revision, String markdown, User by) {
        var stored = require(id, by);
        CommentSubject on = subjects.require(stored.address(), by);
        if (!by.id().equals(stored.comment().by()) || !role(on, by).mayWork()) {
            throw new AccessDeniedException("Comment " + id + " is not yours to change.");
        }
        String plain = plain(markdown);
        if (!repository.edit(id, revision, plain)) {
            throw new ConflictException(
                    "CHANGED_MEANWHILE",
                    "Comment " + id + " has changed since you opened it; nothing of yours was stored. Keep a copy of"
                            + " your text, then open it again.");
        }
        Mentions people = new Mentions(repository.people(on.dataset()));
        tell(plain, CommentText.mentions(stored.comment().text(), people).keySet(), people, on, by);
        audit.record(by.actor(), "comment.edit", "comment " + id, "on " + on.address());
        repository.tellPages(on.address());
        return shown(repository.find(id).orElseThrow().comment(), on, people, by);
    }

    /** Takes away one's own comment, or, for who manages the data set, anybody's. */
    @Transactional
    public void delete(long id, User by) {
        var stored = require(id, by);
        CommentSubject on = subjects.require(stored.address(), by);
        DatasetRole role = role(on, by);
        if (!role.mayManage() && !(by.id().equals(stored.comment().by()) && role.mayWork())) {
            throw new AccessDeniedException("Comment " + id + " is not yours to delete.");
        }
        if (!repository.delete(id)) {
            throw none(id);
        }
        audit.record(
                by.actor(),
                "comment.delete",
                "comment " + id,
                "by " + stored.comment().byName() + " on " + on.address());
        repository.tellPages(on.address());
    }

    private void tell(String markdown, Set<UserId> before, Mentions people, CommentSubject on, User by) {
        Set<UserId> told = new HashSet<>(before);
        told.add(by.id());
        CommentText.mentions(markdown, people).keySet().stream()
                .filter(told::add)
                .forEach(who -> notices.tell(
                        NoticeKind.MENTION,
                        new NoticeText(
                                true, by.name() + " mentioned you in a comment on " + on.title() + ".", on.href()),
                        who,
                        on.dataset()));
    }

    private static String plain(String markdown) {
        String plain = PlainText.text(Objects.requireNonNull(markdown), "text");
        if (plain.isEmpty()) {
            throw new InputException("COMMENT_EMPTY", "", "text", "A comment says something; this one is empty.");
        }
        if (plain.length() > MAX_LENGTH) {
            throw new InputException(
                    "COMMENT_TOO_LONG",
                    "",
                    "text",
                    "A comment has at most 10,000 characters, not " + plain.length() + ".");
        }
        return plain;
    }
}
