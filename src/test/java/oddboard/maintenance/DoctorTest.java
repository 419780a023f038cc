package oddboard.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.node.Command;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {
    @TempDir
    Path home;

    private record Said(int status, String text) {}

    private Said doctor(DataSource database, Map<String, String> options) {
        MockEnvironment settings = new MockEnvironment();
        options.forEach(settings::setProperty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new DoctorCommand()
                .run(new Command.Call(
                        settings, home, database, true, false, new PrintStream(out, true, StandardCharsets.UTF_8)));
        return new Said(status, out.toString(StandardCharsets.UTF_8));
    }

    private static Filled healthy() {
        Filled filled = new Filled(TestDatabase.dataSource());
        filled.blob(1, (1 << 20) + 17);
        filled.blob(2, 500);
        MaintenanceLog.write(filled.jdbc, "BACKUP", "test", "all");
        return filled;
    }

    @Test
    void findsNothingWhereAllIsWellButWhatTheTestServerDoesForSpeed() {
        Said said = doctor(healthy().database, Map.of("all", ""));
        assertThat(said.text()
                        .lines()
                        .filter(line -> !line.startsWith("OK "))
                        .filter(line -> !line.contains(" are free on the disk")))
                .hasSize(3)
                .allMatch(line -> line.matches(
                        "WARN  database .*Its setting (fsync|full_page_writes|synchronous_commit) is off.*"));
        assertThat(said.text())
                .contains("All 2 contents were read")
                .contains("The engine trains and scores on cpu: CPU, ")
                .contains("a build for CPUs alone.", "libcudart")
                .containsPattern("PyTorch \\d+\\.\\d+\\.\\d+ is used from /");
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void namesAContentOfWhichOneByteChanged() {
        Filled filled = healthy();
        String sha256 = filled.blob(3, 3000);
        filled.jdbc.sql("""
                update blob_chunk set bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1)
                where blob_id = (select id from blob where sha256 = :sha256)""").param("sha256", sha256).update();
        Said said = doctor(filled.database, Map.of("all", ""));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text().lines().filter(line -> line.startsWith("FAIL")))
                .singleElement()
                .asString()
                .contains("The content " + sha256 + " (", "is damaged", "restore a backup");
    }

    @Test
    void saysInASentenceThatTheDatabaseIsAway() {
        Said said = doctor(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=5", "none", "none"),
                Map.of());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text().lines().filter(line -> line.startsWith("FAIL")))
                .singleElement()
                .asString()
                .contains("The database does not answer", "Check SPRING_DATASOURCE_URL")
                .doesNotContain("Exception");
    }

    @Test
    void itsJsonHasALineForEachFinding() {
        Filled filled = healthy();
        JsonNode checks = JsonMapper.builder()
                .build()
                .readTree(doctor(filled.database, Map.of("json", "", "sample", "1"))
                        .text());
        assertThat(checks.isArray()).isTrue();
        assertThat(checks.valueStream().toList()).hasSizeGreaterThan(8).allSatisfy(check -> {
            assertThat(check.get("level").asString()).isIn("OK", "WARN", "FAIL");
            assertThat(check.get("topic").asString()).isNotEmpty();
            assertThat(check.get("sentence").asString()).endsWith(".");
        });
        assertThat(checks.toString()).contains("1 of 2 contents were read");
    }
}
