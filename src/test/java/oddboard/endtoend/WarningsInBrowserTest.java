package oddboard.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import oddboard.archive.Zips;
import oddboard.image.Images;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a report and a run warn of, in a real Chromium: traits that tell the anomalies, and a result like chance. */
@DrivesBrowser
class WarningsInBrowserTest {
    private static byte[] set() {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 20; i++) {
            files.put("train/good/" + i + ".png", Images.png(Images.rgb(64, 64, i)));
        }
        var mask = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        mask.getRaster().setSample(20, 30, 0, 1);
        for (int i = 0; i < 12; i++) {
            files.put("test/good/" + i + ".png", Images.png(Images.rgb(64, 64, 100 + i)));
            files.put("test/noise/" + i + ".png", Images.png(Images.rgb(64, 64, 200 + i)));
            files.put("test/small/" + i + ".bmp", Images.encode(Images.rgb(48, 48, 300 + i), "bmp"));
            files.put("ground_truth/noise/" + i + "_mask.png", Images.png(mask));
        }
        return Zips.of(files);
    }

    @Test
    void warnsOfTellingTraitsAndOfAResultLikeChance() throws Exception {
        List<String> faults = new ArrayList<>();
        Program program = SharedProgram.get();
        try (Chromium chromium = new Chromium()) {
            Api api = new Api(program.url(), Program.TOKEN);
            String dataset = api.post("/datasets", "{\"name\":\"Noise\"}")
                    .json()
                    .get("id")
                    .asString();
            String upload = api.upload(
                            "/datasets/" + dataset + "/uploads?filename=set.zip", BodyPublishers.ofByteArray(set()))
                    .json()
                    .get("id")
                    .asString();
            String version = api.post(
                            "/datasets/" + dataset + "/versions",
                            "{\"files\":[{\"upload\":\"" + upload + "\",\"role\":\"archive\"}]}")
                    .json()
                    .get("id")
                    .asString();
            JsonNode ready = await(api, "/versions/" + version, "READY");
            assertThat(ready.get("report").get("traits").findValuesAsString("trait"))
                    .contains("image-size", "file-type");
            String run = api.post(
                            "/runs",
                            "{\"version\":\"" + version
                                    + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":2,\"batchSize\":200}}")
                    .json()
                    .get("id")
                    .asString();
            await(api, "/runs/" + run, "SUCCEEDED");

            Page page = SharedProgram.signedIn(chromium);
            page.onPageError(faults::add);
            page.navigate(program.url() + "/datasets/" + dataset + "/versions");
            assertThat(page.getByText("AUC of the image size alone, type small"))
                    .isVisible();
            assertThat(page.getByText("The file type alone tells anomalous test images of the type small"))
                    .isVisible();
            Looks.asItIs(page, "report-traits");
            for (String address : List.of("/runs/" + run, "/runs/" + run + "/results")) {
                page.navigate(program.url() + address);
                assertThat(page.locator(".odd-warning")).isVisible();
                Looks.settle(page);
                Looks.asItIs(page, address.endsWith("results") ? "chance-results" : "chance-run");
            }
            page.navigate(program.url() + "/datasets/" + dataset);
            assertThat(page.locator(".odd-chance").first()).isVisible();
            Looks.asItIs(page, "chance-board");
            page.navigate(program.url() + "/notices");
            assertThat(page.locator("a[href='runs/" + run + "']:has-text('chance')")
                            .first())
                    .isVisible();
            Looks.asItIs(page, "chance-notice");
            assertThat(faults).isEmpty();
        }
    }

    private static JsonNode await(Api api, String path, String state) {
        return Await.until(state, Duration.ofMinutes(3), () -> {
            try {
                JsonNode now = api.get(path).json();
                return now.get("state").asString().equals(state) ? now : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
