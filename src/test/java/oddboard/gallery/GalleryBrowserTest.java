package oddboard.gallery;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Random;
import java.util.regex.Pattern;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;

/** The gallery under a person's hands, in a real Chromium. */
class GalleryBrowserTest extends GalleryProgram {
    private static void painted(Page page) {
        page.waitForFunction("""
                () => { const tiles = [...document.querySelector('odd-gallery')?.shadowRoot.querySelectorAll('.tile') ?? []];
                        return tiles.length && tiles.every(t => t.classList.contains('there')
                            && t.querySelector('.name').textContent); }""");
    }

    @Test
    void isWalkedChosenAndLabelledByKeys() throws Exception {
        long dataset = dataset("Keys");
        long version = version(dataset, 500, 500, 32, 1);
        var page = open("/datasets/" + dataset + "/images?split=test");
        painted(page);
        var box = page.getByRole(AriaRole.LISTBOX);
        box.focus();
        page.keyboard().press("End");
        assertThat(page.getByRole(AriaRole.OPTION, name("images/000999.png"))).isVisible();
        page.keyboard().press("Home");
        painted(page);
        page.keyboard().press("x");
        page.keyboard().press("Shift+ArrowRight");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Shift+ArrowUp");
        assertThat(page.getByText("2 images selected")).isVisible();
        page.getByRole(AriaRole.BUTTON, exactly("Anomalous")).click();
        assertThat(page.getByText("2 new labels: look and save")).isVisible();
        assertThat(page.getByRole(AriaRole.OPTION, name("images/000500.png, anomalous, not saved yet")))
                .isVisible();
        page.keyboard().press("Enter");
        assertThat(page.locator("vaadin-dialog").getByText("Scores by run")).isVisible();
        page.waitForURL(Pattern.compile(".*split=test.*image=\\d+.*|.*image=\\d+.*split=test.*"));
        page.keyboard().press("ArrowRight");
        page.keyboard().press("0");
        assertThat(page.locator("vaadin-dialog").getByText("of 500 shown")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-dialog").getByText("Scores by run"))
                .not()
                .isVisible();
        page.getByText(Pattern.compile("new labels?: look and save")).click();
        page.getByRole(AriaRole.BUTTON, name("Save as label set 2")).click();
        assertThat(page.getByText("Label set 2 is saved")).isVisible();
        assertThat(sql.sql("select number from label_set where version_id = :v order by number")
                        .param("v", version)
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2);
        assertThat(faults).isEmpty();
        page.context().close();
    }

    @Test
    void showsTheImageOfItsAddressAndJumpsToANumber() throws Exception {
        long dataset = dataset("Jumps");
        version(dataset, 3000, 200, 64, 2);
        var page = open("/datasets/" + dataset + "/images?image=2500");
        assertThat(page.locator("vaadin-dialog").getByText("training image 2,500"))
                .isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.OPTION, name("images/002500.png"))).isVisible();
        page.getByLabel("Go to image number").fill("17");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.OPTION, name("images/000017.png"))).isVisible();
        page.navigate(url("/datasets/" + dataset + "/images?split=test&type=dent"));
        painted(page);
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(7);
        assertThat(faults).isEmpty();
        page.context().close();
    }

    @Test
    void looksRightAtDeskAndPhoneWidthInLightAndDark() throws Exception {
        long dataset = dataset("Painted caps");
        long first = version(dataset, 400, 200, 64, 3);
        long second = version(dataset, 450, 200, 64, 3);
        relabeled(second);
        var page = open("/");
        String images = "/datasets/" + dataset + "/images";
        String[][] pages = {
            {images, "gallery"},
            {images + "?split=test&labels=1", "gallery-older"},
            {images + "?split=test&image=461", "gallery-image"},
            {"/datasets/" + dataset + "/versions", "versions-labels"},
            {"/datasets/" + dataset + "/settings", "settings"},
            {"/datasets/" + dataset + "?labels=1", "board-older"},
            {"/runs/1/results?labels=1", "run-older"}
        };
        for (var one : pages) {
            Looks.everyWay(page, one[1], () -> {
                page.navigate(url(one[0]));
                if (one[1].startsWith("gallery")) {
                    painted(page);
                }
                if (one[1].equals("versions-labels")) {
                    page.getByText("Compare with an earlier version").first().click();
                    assertThat(page.getByText("stayed as they were")).isVisible();
                }
            });
        }
        assertThat(first).isLessThan(second);
        assertThat(faults).isEmpty();
        page.context().close();
    }

    /** Two label sets, and three runs evaluated by both. */
    private void relabeled(long version) {
        sql.sql("""
                insert into label_set (version_id, number, anomalous, type, note, account_id)
                select version_id, 2, array_cat(array[true, true], anomalous[3:]), array_cat(array['dent', ''], type[3:]),
                       'two dents were overlooked', (select id from account where name = 'grace')
                from label_set where version_id = :v""").param("v", version).update();
        var random = new Random(4);
        for (int r = 1; r <= 3; r++) {
            var scores = random.doubles(200).toArray();
            for (int i = 3; i < 200; i += 10) {
                scores[i] += 0.2 * r;
            }
            long job = sql.sql(
                            "insert into job (kind, label, state, account_id, ended_at) select 'run', 'cpu', 'SUCCEEDED', id, "
                                    + "now() from account where name = 'grace' returning id")
                    .query(Long.class)
                    .single();
            long run = sql.sql("""
                    insert into run (version_id, job_id, name, detector, settings, seed, epochs, epoch, account_id)
                    select :v, :job, :name, 'conv', '{}', 1, 5, 5, id from account where name = 'grace' returning id""")
                    .param("v", version)
                    .param("job", job)
                    .param("name", "caps, try " + r)
                    .query(Long.class)
                    .single();
            sql.sql("insert into blob (sha256, size) values (repeat('0', 64), 0) on conflict do nothing")
                    .update();
            sql.sql("""
                    insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size,
                                            channels, error_scale, score_seconds)
                    select :run, id, :scores, (select min(sha256) from blob), 200, 64, 3, 1, 1 from label_set where version_id = :v and number = 1
                    """)
                    .param("run", run)
                    .param("scores", scores)
                    .param("v", version)
                    .update();
            sql.sql("""
                    insert into run_judgement (run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision)
                    select :run, id, 0.6 + 0.1 * :r - 0.05 * number, 0.5, 0.99, 0.4 from label_set where version_id = :v""").param("run", run).param("r", r).param("v", version).update();
        }
    }

    private static Page.GetByRoleOptions name(String part) {
        return new Page.GetByRoleOptions().setName(part);
    }

    private static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
