package oddboard.evaluation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import oddboard.gallery.GalleryProgram;
import oddboard.testing.Looks;
import org.junit.jupiter.api.Test;

/** A run's ranked images under a person's hands, in a real Chromium. */
class RankedGalleryBrowserTest extends GalleryProgram {
    private static final int TEST = 200;
    /** Scores of anomalous images (each tenth from 3) are higher by {@code apart}. */
    long run(long version, String name, int size, double apart, double crop, long seed) throws Exception {
        int count = sql.sql("select test_count from dataset_version where id = :v")
                .param("v", version)
                .query(Integer.class)
                .single();
        var random = new Random(seed);
        var scores = IntStream.range(0, count)
                .mapToDouble(i -> random.nextDouble() * 10 + (i % 10 == 3 ? apart : 0))
                .toArray();
        String sha256;
        try (var images = new Drawn(count, size, seed)) {
            sha256 = blobs.put(images).sha256();
        }
        long job = sql.sql(
                        "insert into job (kind, label, state, account_id, ended_at) select 'run', 'cpu', 'SUCCEEDED', id, "
                                + "now() from account where name = 'grace' returning id")
                .query(Long.class)
                .single();
        long run = sql.sql("""
                insert into run (version_id, job_id, name, detector, settings, seed, epochs, epoch, account_id)
                select :v, :job, :name, 'conv', json_build_object('crop', :crop), 1, 5, 5, id from account where name = 'grace'
                returning id""")
                .param("v", version)
                .param("job", job)
                .param("name", name)
                .param("crop", crop)
                .query(Long.class)
                .single();
        sql.sql("""
                insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size,
                                        channels, error_scale, score_seconds)
                select :run, id, :scores, :sha, :count, :size, 3, 90, 1 from label_set where version_id = :v and number = 1
                """)
                .param("run", run)
                .param("scores", scores)
                .param("sha", sha256)
                .param("count", count)
                .param("size", size)
                .param("v", version)
                .update();
        sql.sql("""
                insert into run_judgement (run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision)
                select :run, id, 0.8, 0.7, 0.9, 0.5 from label_set where version_id = :v""").param("run", run).param("v", version).update();
        return run;
    }

    private static void painted(Page page) {
        page.waitForFunction("""
                () => { const tiles = [...document.querySelector('odd-ranked-grid')?.shadowRoot.querySelectorAll('.tile') ?? []];
                        return tiles.length && tiles.every(t => t.classList.contains('there')); }""");
    }

    @Test
    void filtersBrowsesMarksAndSendsALinkByKeysAlone() throws Exception {
        long dataset = dataset("Keys of ranks");
        long version = version(dataset, 50, TEST, 32, 3);
        long run = run(version, "first", 32, 4, 1, 5);
        long other = run(version, "second", 32, 2, 0.75, 6);
        var page = open("/runs/" + run + "/images?threshold=7.6");
        painted(page);
        assertThat(page.getByRole(AriaRole.OPTION, name("Rank 1, score"))).isVisible();
        page.getByRole(AriaRole.BUTTON, name("Missed")).press("Enter");
        int missed = sql.sql("""
                select count(*) from run_result s, unnest(s.scores) with ordinality o(score, n), label_set l
                where s.run_id = :run and l.version_id = :v and l.anomalous[o.n] and o.score < 7.6""")
                .param("run", run)
                .param("v", version)
                .query(Integer.class)
                .single();
        assertThat(page.locator(".odd-ranked__count"))
                .hasText(missed + (missed == 1 ? " image" : " images") + " of 200");
        assertThat(page.locator("odd-ranked-grid").getByRole(AriaRole.OPTION)).hasCount(missed);
        page.getByLabel("Threshold", new Page.GetByLabelOptions().setExact(true))
                .fill("100");
        page.keyboard().press("Enter");
        assertThat(page.locator(".odd-ranked__count")).hasText("20 images of 200");
        page.getByRole(AriaRole.BUTTON, name("All 200")).press("Enter");
        page.getByLabel("File name contains").fill("00012");
        assertThat(page.locator(".odd-ranked__count")).hasText("10 images of 200");
        page.getByLabel("File name contains").fill("");
        page.getByLabel("Compare with another run").selectOption(Long.toString(other));
        page.getByText("outcome differs").click();
        page.waitForURL(Pattern.compile(".*differs=outcome.*"));
        page.getByLabel("Compare with another run").selectOption("");
        page.getByLabel("Threshold", new Page.GetByLabelOptions().setExact(true))
                .fill("7.6");
        // Redrawn for another reason, such as scores to compare with that come late.
        page.locator(".odd-ranked__bar [name=colors]").evaluate("field => field.onchange()");
        page.keyboard().press("Enter");
        page.locator("odd-ranked-grid").getByRole(AriaRole.LISTBOX).focus();
        page.keyboard().press("Home");
        page.keyboard().press("x");
        page.keyboard().press("Shift+ArrowRight");
        assertThat(page.locator(".odd-ranked__selected")).containsText("2 selected");
        page.keyboard().press("Enter");
        var view = page.getByRole(AriaRole.DIALOG);
        assertThat(view.getByRole(AriaRole.HEADING).first()).containsText("#2 · score");
        page.keyboard().press("End");
        assertThat(view.getByRole(AriaRole.HEADING).first()).containsText("#200 · score");
        page.keyboard().press("Home");
        page.keyboard().press("n");
        assertThat(view.getByText(Pattern.compile("False alarm: a normal image|Missed: an anomaly")))
                .isVisible();
        assertThat(view.getByText("second")).isVisible();
        page.keyboard().press("l");
        page.keyboard().type("a scratch at the edge");
        view.getByRole(AriaRole.BUTTON, within("Send to review")).press("Enter");
        assertThat(view.getByText("waits for review")).isVisible();
        String link = page.url();
        assertThat(link).contains("threshold=7.6", "image=", "selected=");
        page.keyboard().press("Escape");
        assertThat(view).not().isVisible();
        assertThat(page.locator(".odd-ranked__review")).hasText("1 label waits for review");

        page.navigate("about:blank");
        page.navigate(link);
        assertThat(view.getByText("a scratch at the edge")).isVisible();
        assertThat(page.locator(".odd-ranked__selected")).containsText("2 selected");
        page.keyboard().press("Escape");
        page.getByText("1 label waits for review").click();
        page.getByRole(AriaRole.BUTTON, exactly("Approve")).click();
        assertThat(page.getByText("Label set 2 is saved")).isVisible();
        assertThat(page.getByText("No label waits for review")).isVisible();
        assertThat(sql.sql("select state from label_mark where version_id = :v")
                        .param("v", version)
                        .query(String.class)
                        .list())
                .containsExactly("APPROVED");
        assertThat(faults).isEmpty();
        page.context().close();
    }

    private static Page.GetByRoleOptions name(String part) {
        return new Page.GetByRoleOptions().setName(part);
    }

    private static Locator.GetByRoleOptions within(String part) {
        return new Locator.GetByRoleOptions().setName(part);
    }

    private static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void looksRightAtDeskAndPhoneWidthInLightAndDark() throws Exception {
        long dataset = dataset("Ranked caps");
        long version = version(dataset, 50, TEST, 64, 3);
        long run = run(version, "caps, whole", 64, 4, 1, 5);
        long other = run(version, "caps, crop 0.75", 64, 2, 0.75, 6);
        sql.sql("""
                insert into label_mark (version_id, image, anomalous, type, reason, run_id, account_id)
                select :v, i, i % 10 <> 3, case when i % 10 <> 3 then 'scratch' else '' end, 'a scratch at the left edge', :run, id
                from account, generate_series(7, 13) i where name = 'grace'""").param("v", version).param("run", run).update();
        String images = "/runs/" + run + "/images";
        String[][] pages = {
            {images, "ranked"},
            {images + "?show=overlay&outcome=missed&with=" + other, "ranked-overlay"},
            {"/runs/" + other + "/images?image=13", "ranked-view"},
            {"/runs/" + other + "/images?image=13&view=slider", "ranked-slider"},
            {"/datasets/" + dataset + "/review", "review"}
        };
        var page = open("/");
        for (var one : pages) {
            Looks.everyWay(page, one[1], () -> {
                page.navigate(url(one[0]));
                if (one[1].startsWith("ranked")) {
                    painted(page);
                }
            });
        }
        assertThat(faults).isEmpty();
        page.context().close();
    }
}
