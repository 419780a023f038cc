package shelltest;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.testing.TestDatabase;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The shell and the door alone, on a free port: the packages {@code ui} and {@code account} with a page and an API of the
 * test's. It lives outside {@code oddboard}, so that the program's own scan finds none of it.
 */
public class ShellApp implements AutoCloseable {
    public static final String BOOTSTRAP_TOKEN = "shell-test-token-0123456789-0123456789";

    private final DataSource database = TestDatabase.dataSource();
    private final ConfigurableApplicationContext context;

    private ShellApp() {
        context = new SpringApplicationBuilder(Sources.class)
                .properties(Map.of(
                        "vaadin.productionMode", "true",
                        "vaadin.allowed-packages", "com/vaadin,oddboard,shelltest",
                        "server.port", "0",
                        "spring.datasource.url", TestDatabase.url(database),
                        "spring.datasource.username", "postgres",
                        "oddboard.bootstrap-token", BOOTSTRAP_TOKEN))
                .registerShutdownHook(false)
                .run();
    }

    public static ShellApp start() {
        return new ShellApp();
    }

    public String url() {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public DataSource database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** No stereotype, so that no scan takes it but the one that is given it. */
    @EnableAutoConfiguration(exclude = QuartzAutoConfiguration.class)
    @EnableVaadin({"oddboard.ui", "oddboard.account", "shelltest"})
    @ComponentScan({"oddboard.ui", "oddboard.account", "oddboard.audit", "shelltest"})
    static class Sources {}

    @RestController
    static class Api {
        @GetMapping("/api/v1/health")
        Map<String, String> health() {
            return Map.of("status", "UP");
        }

        @GetMapping("/api/v1/thing")
        Map<String, String> read() {
            return Map.of("thing", "read");
        }

        @GetMapping("/api/v1/thing.csv")
        ResponseEntity<String> file() {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("text/csv"))
                    .header("Content-Disposition", "attachment; filename=\"thing.csv\"")
                    .body("a,b\r\n");
        }

        @PostMapping("/api/v1/thing")
        Map<String, String> write() {
            return Map.of("thing", "written");
        }
    }
}
