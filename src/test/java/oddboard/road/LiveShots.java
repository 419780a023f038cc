package oddboard.road;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class LiveShots {
    static Page page;
    static Program program;
    static final List<String> FAULTS = new ArrayList<>();

    static void shots(String path, String name) throws Exception {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {1440, 390}) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                page.navigate(program.url() + path);
                page.waitForLoadState();
                page.waitForTimeout(width == 1440 ? 5000 : 2500);
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/live/" + name + "-"
                        + scheme.name().toLowerCase() + "-" + width + ".png")));
                System.out.println(name + " " + width + " wide: " + page.evaluate("document.documentElement.scrollWidth"));
            }
        }
    }

    @Test
    void shoots(@TempDir Path home) throws Exception {
        program = Program.start(home);
        try (Chromium chromium = new Chromium()) {
            page = chromium.person(1440, 900);
            page.onPageError(FAULTS::add);
            page.onConsoleMessage(m -> { if (m.type().equals("error")) FAULTS.add(m.text()); });
            page.navigate(program.url());
            page.getByLabel("Name").fill("admin");
            page.locator("input[name=password]").fill(program.oneTimePassword());
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
            page.getByLabel("Current password").fill(program.oneTimePassword());
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill("a-good-long-pass-phrase-1");
            page.getByLabel("New password again").fill("a-good-long-pass-phrase-1");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change password")).click();
            Api api = new Api(program.url(), Program.TOKEN);
            PGSimpleDataSource db = new PGSimpleDataSource();
            db.setURL("jdbc:postgresql://127.0.0.1:" + Files.readString(home.resolve("postgres/port")).strip() + "/postgres");
            db.setUser("postgres");
            db.setPassword(Files.readString(home.resolve("postgres/password")).strip());
            JdbcClient sql = JdbcClient.create(db);
            sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at, clock_offset_ms, sample)
                values ('gpu-2-4711-mw1', 'gpu-2', 4711, '{gpu,gpu-80gb}', 1, 'cuda:0', '0.1.0', now() + interval '1 hour', 2400, '{"deviceName":"NVIDIA H100 80GB HBM3","cpu":31,"processCpu":22,"memory":41000000000,"memoryTotal":135000000000,"processMemory":6200000000,
                "gpu":{"index":0,"uuid":"GPU-1","name":"NVIDIA H100 80GB HBM3","use":87,"memory":42000000000,"memoryTotal":85500000000,"temperature":52},"cpuHistory":[10,12,30,33,31,30,35,40,31,30,22,31],"gpuHistory":[0,0,50,88,90,91,87,86,20,88,89,87]}')""").update();
            sql.sql("insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at) values ('cpu-7-99-x', 'cpu-7', 99, '{cpu}', 2, 'cpu', '0.1.0', now() - interval '12 min')").update();
            Await.until("training", Duration.ofMinutes(4), () -> {
                try {
                    var run = api.get("/runs/1");
                    return run.status() == 200 && run.json().get("epoch").asInt() >= 3 ? true : null;
                } catch (Exception e) {
                    return null;
                }
            });
            shots("/runs/1", "run");
            shots("/workers", "workers");
            api.post("/runs", "{\"version\":\"1\",\"detector\":\"conv\",\"name\":\"too fast\",\"priority\":9,\"settings\":{\"learningRate\":1000000,\"epochs\":30,\"batchSize\":16}}");
            shots("/health", "health");
            Await.until("ended", Duration.ofMinutes(4), () -> {
                try {
                    return api.get("/runs/4").text().contains("FAILED") ? true : null;
                } catch (Exception e) {
                    return null;
                }
            });
            shots("/notices", "notices");
            shots("/account", "account");
            shots("/runs/1", "run-done");
            System.out.println(FAULTS);
        } finally {
            program.close();
        }
    }
}
