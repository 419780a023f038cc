package oddboard.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.notice.Notice;
import oddboard.notice.Notices;
import oddboard.run.RunRoutes;
import oddboard.run.ui.RunPageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class CommentsTest extends RunPageTest {
    @Autowired
    private Comments comments;

    @Autowired
    private Notices notices;

    @Autowired
    private JdbcClient jdbc;

    private List<String> texts(String on) {
        return comments.list(on, users.require()).stream()
                .map(c -> c.comment().byName() + ": " + c.comment().text())
                .toList();
    }

    private List<String> noticesOf(String name) {
        become(name);
        List<String> texts =
                notices.list(users.require(), 50).stream().map(Notice::text).toList();
        become("grace");
        return texts;
    }

    private void press(String label) {
        test(find(Button.class).all().stream()
                        .filter(b -> label.equals(b.getAriaLabel().orElse("")))
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    @Test
    void keepsWhatTwoPeopleSayAtOnce() throws Exception {
        var on = "datasets/" + newDataset(Dataset.Visibility.TEAM).id();
        var grace = become("grace");
        var ada = become("ada");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Object>> all = IntStream.range(0, 40)
                    .<Callable<Object>>mapToObj(i -> () -> comments.add(on, "word " + i, i % 2 == 0 ? ada : grace))
                    .toList();
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        assertThat(texts(on)).hasSize(40).doesNotHaveDuplicates();

        var first = comments.list(on, ada).stream()
                .filter(c -> c.comment().byName().equals("ada"))
                .findFirst()
                .orElseThrow()
                .comment();
        comments.edit(first.id(), first.revision(), "mine", ada);
        assertThatThrownBy(() -> comments.edit(first.id(), first.revision(), "mine in another tab", ada))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("has changed since you opened it");
        assertThat(texts(on)).contains("ada: mine");
    }

    @Test
    void letsPeopleChangeOnlyTheirOwn() {
        var dataset = newDataset(Dataset.Visibility.TEAM);
        var on = "datasets/" + dataset.id();
        var grace = become("grace");
        var ada = become("ada");
        var linus = become("linus");
        var mine = comments.add(on, "mine", grace).comment();
        assertThat(comments.list(on, ada).getFirst()).satisfies(c -> {
            assertThat(c.mayEdit()).isFalse();
            assertThat(c.mayDelete()).isTrue();
        });
        assertThatThrownBy(() -> comments.edit(mine.id(), mine.revision(), "theirs", ada))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> comments.add(on, "I look only", linus)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> comments.delete(mine.id(), linus)).isInstanceOf(AccessDeniedException.class);
        var theirs = comments.add(on, "ada's", ada).comment();
        become("grace");
        jdbc.sql("update dataset set account_id = :ada where id = :id")
                .param("ada", ada.id().value())
                .param("id", dataset.id().value())
                .update();
        assertThatThrownBy(() -> comments.delete(theirs.id(), grace)).isInstanceOf(AccessDeniedException.class);
        comments.delete(mine.id(), grace);
        assertThat(texts(on)).containsExactly("ada: ada's");
        assertThatThrownBy(() -> comments.delete(mine.id(), grace)).isInstanceOf(NotFoundException.class);
        assertThat(jdbc.sql("select action from audit where object = :object order by id")
                        .param("object", "comment " + mine.id())
                        .query(String.class)
                        .list())
                .containsExactly("comment.add", "comment.delete");
    }

    @Test
    void refusesWhatIsEmptyTooLongOrNotThere() {
        var on = "datasets/" + newDataset(Dataset.Visibility.TEAM).id();
        var grace = become("grace");
        for (String text : List.of("", " \n ", "x".repeat(1 << 20), "a\u202eb")) {
            assertThatThrownBy(() -> comments.add(on, text, grace)).isInstanceOf(InputException.class);
        }
        for (String odd : List.of("", "runs", "runs/1/images/2", "users/1", "versions/1/images/-1", "datasets/1?x")) {
            assertThatThrownBy(() -> comments.list(odd, grace)).as(odd).isInstanceOf(InputException.class);
        }
        for (String none :
                List.of("runs/999999", "runs/abc", "models/none", "versions/999999", "datasets/999999999999")) {
            assertThatThrownBy(() -> comments.list(none, grace)).as(none).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void tellsWhoIsMentionedOnceAndNobodyWhoSeesNothing() {
        var secret = newDataset(Dataset.Visibility.PRIVATE);
        var grace = become("grace");
        comments.add("datasets/" + secret.id(), "@linus cannot see this, @ada can", grace);
        assertThat(noticesOf("linus")).noneMatch(text -> text.contains(secret.name()));
        assertThat(noticesOf("ada"))
                .contains("grace mentioned you in a comment on the board of " + secret.name() + ".");

        var open = newDataset(Dataset.Visibility.TEAM);
        var said = comments.add("datasets/" + open.id(), "@Linus @linus @grace look", grace);
        assertThat(said.html()).contains("<span class=\"odd-mention\">@linus</span>");
        comments.edit(said.comment().id(), said.comment().revision(), "@linus and now @ada", grace);
        for (String name : List.of("linus", "ada")) {
            assertThat(noticesOf(name).stream().filter(text -> text.contains(open.name() + ".")))
                    .as(name)
                    .hasSize(1);
        }
        assertThat(noticesOf("grace")).noneMatch(text -> text.contains("mentioned"));
    }

    @Test
    void unfoldsLinksForWhoMaySeeThem() {
        var dataset = readyDataset(24, 12, Dataset.Visibility.PRIVATE);
        var run = succeeded(dataset, "linked");
        var open = newDataset(Dataset.Visibility.TEAM);
        var grace = become("grace");
        var on = "datasets/" + open.id();
        String link = "/runs/" + run.id() + "/images?image=3";
        var said = comments.add(on, "see " + link + " and [cut](/runs/" + run.id() + "/images?threshold=0.001)", grace);
        assertThat(said.html())
                .contains(
                        "<a href=\"" + link + "\">" + link + "</a>",
                        "/api/v1/versions/" + version(dataset).id() + "/images/27.png?frame=square",
                        "Test image 3, score ",
                        " by run " + run.id() + ".",
                        "Threshold 0.001 flags ",
                        "<svg ");
        var linus = become("linus");
        assertThat(comments.list(on, linus).getFirst().html())
                .contains("<a href=\"" + link + "\">")
                .doesNotContain("figure", "score ", "img");
        become("grace");
        // In a comment on a run, an image of the gallery has that run's score; labels and files' names are never told.
        String gallery = "/datasets/" + dataset.id() + "/images?version="
                + version(dataset).id() + "&image=27";
        assertThat(comments.add("runs/" + run.id(), gallery, grace).html())
                .contains("Test image 3, score ")
                .doesNotContain("anomalous", "normal");
        assertThat(comments.add(on, "https://elsewhere.example" + gallery, grace)
                        .html())
                .contains("rel=\"noopener noreferrer nofollow\"")
                .doesNotContain("figure");
    }

    @Test
    void hidesWhatOthersSayOfAnImageWithAHiddenLabel() {
        var dataset = hiddenDataset(24, 12);
        var grace = users.require();
        var version = version(dataset);
        var linus = become("linus");
        become("grace");
        for (int image = 24; image < 36; image++) {
            comments.add("versions/" + version.id() + "/images/" + image, "bent", grace);
        }
        List<Integer> seen = IntStream.range(24, 36)
                .filter(image -> !comments.list("versions/" + version.id() + "/images/" + image, linus)
                        .isEmpty())
                .boxed()
                .toList();
        assertThat(seen).hasSize(6);
        for (int image = 24; image < 36; image++) {
            String on = "versions/" + version.id() + "/images/" + image;
            assertThat(comments.count(on, linus)).isEqualTo(seen.contains(image) ? 1 : 0);
        }
        assertThat(texts("versions/" + version.id() + "/images/25")).containsExactly("grace: bent");
    }

    @Test
    void beginsWithTheNoteOfTheRun() {
        var run = start(readyDataset(24, 12), "noted", 10_000);
        var grace = users.require();
        String on = "runs/" + run.id();
        comments.add(on, "second", grace);
        // As a node of before writes it.
        jdbc.sql("update run set note = 'older' where id = :id")
                .param("id", run.id().value())
                .update();
        try {
            assertThat(texts(on)).containsExactly(": older", "grace: second");
            open(RunRoutes.overview(run.id()));
            assertThat(text()).contains("written before comments were kept");
            runs.describe(run.id(), null, "<b>**first**</b>", null, null, grace);
            assertThat(texts(on)).containsExactly("grace: <b>**first**</b>", "grace: second");
            assertThat(comments.list(on, grace).getFirst().html()).isEqualTo("<p>&lt;b&gt;**first**&lt;/b&gt;</p>");

            open(RunRoutes.overview(run.id()));
            assertThat(find(Html.class).all().stream().map(Html::getInnerHtml))
                    .anyMatch(html -> html.contains("&lt;b&gt;**first**"))
                    .anyMatch(html -> html.contains("second"));
            press("Edit the note");
            test(find(TextArea.class).all().getLast()).setValue("newer");
            test(find(Button.class).withText("Save").single()).click();
            assertThat(texts(on)).containsExactly("grace: newer", "grace: second");
            press("Delete the note");
            test(find(ConfirmDialog.class).single()).confirm();
            assertThat(texts(on)).containsExactly("grace: second");
        } finally {
            runs.cancel(run.id(), grace);
        }
    }
}
