package oddboard.gallery;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import oddboard.Application;
import oddboard.storage.BlobStore;
import oddboard.testing.Chromium;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.QuickPassword;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The program on a real port, with versions of any size put straight into its store, and a Chromium to look at them. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@DrivesBrowser
public abstract class GalleryProgram {
    private static final String PASSWORD = "seven wide caps";
    private static final DataSource DATABASE = TestDatabase.dataSource();
    private static final String[] TYPES = {"dent", "scratch", "spot"};
    static Chromium chromium;

    public final List<String> faults = new ArrayList<>();

    @LocalServerPort
    int port;

    @Autowired
    public BlobStore blobs;

    @Autowired
    public JdbcClient sql;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws IOException {
        var home = Files.createTempDirectory("oddboard-gallery");
        properties.add("spring.datasource.url", () -> TestDatabase.url(DATABASE));
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("oddboard.home", home::toString);
        properties.add("oddboard.role", () -> "web");
        properties.add("oddboard.demo", () -> "false");
    }

    @BeforeAll
    static void addPerson() {
        // Classes of this kind share the database.
        JdbcClient.create(DATABASE)
                .sql("""
                insert into account (name, password_hash, role) values ('grace', :hash, 'MEMBER') on conflict do nothing""")
                .param("hash", QuickPassword.hash(PASSWORD))
                .update();
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    protected String url(String path) {
        return "http://localhost:" + port + path;
    }

    Page signedIn(int width, int height) {
        var page = chromium.person(width, height);
        page.navigate(url("/login"));
        page.getByLabel("Name").fill("grace");
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(address -> !address.contains("login"));
        return page;
    }

    /** A person's page there, whose script errors go to {@link #faults}. */
    protected Page open(String path) {
        var page = signedIn(1440, 900);
        page.onPageError(faults::add);
        page.navigate(url(path));
        return page;
    }

    protected long dataset(String name) {
        return sql.sql(
                        "insert into dataset (name, account_id) select :name, id from account where name = 'grace' returning id")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** Every tenth test image is anomalous; each image is a shade with its own noise. */
    protected long version(long dataset, int train, int test, int size, long seed) throws IOException {
        String sha256;
        try (var images = new Drawn(train + test, size, seed)) {
            sha256 = blobs.put(images).sha256();
        }
        long job = sql.sql(
                        "insert into job (kind, label, state, account_id, ended_at) select 'import', 'cpu', 'SUCCEEDED', id, "
                                + "now() from account where name = 'grace' returning id")
                .query(Long.class)
                .single();
        long version = sql.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count,
                    images_sha256, ready_at)
                select :dataset, count(*) + 1, :job, '{}', :size, 3, :train, :test, :sha, now()
                from dataset_version where dataset_id = :dataset returning id""")
                .param("dataset", dataset)
                .param("job", job)
                .param("size", size)
                .param("train", train)
                .param("test", test)
                .param("sha", sha256)
                .query(Long.class)
                .single();
        var anomalous = new boolean[test];
        var type = new String[test];
        for (int i = 0; i < test; i++) {
            anomalous[i] = i % 10 == 3;
            type[i] = anomalous[i] ? TYPES[i / 10 % TYPES.length] : "";
        }
        sql.sql("insert into label_set (version_id, number, anomalous, type) values (:v, 1, :anomalous, :type)")
                .param("v", version)
                .param("anomalous", anomalous)
                .param("type", type)
                .update();
        sql.sql("insert into image_name select :v, array_agg('images/' || to_char(i, 'FM000000') || '.png' order by i) "
                        + "from generate_series(0, :n) i")
                .param("v", version)
                .param("n", train + test - 1)
                .update();
        return version;
    }

    /** Packed images as they are read, none of them in memory. */
    public static final class Drawn extends InputStream {
        private final Random random;
        private final int size;
        private final byte[] image;
        private int left;
        private int at;

        public Drawn(int count, int size, long seed) {
            this.left = count;
            this.size = size;
            this.random = new Random(seed);
            this.image = new byte[size * size * 3];
            this.at = image.length;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (at == image.length) {
                if (left == 0) {
                    return -1;
                }
                left--;
                draw();
                at = 0;
            }
            int count = Math.min(length, image.length - at);
            System.arraycopy(image, at, to, from, count);
            at += count;
            return count;
        }

        private void draw() {
            int[] color = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
            int x0 = random.nextInt(size);
            int y0 = random.nextInt(size);
            random.nextBytes(image);
            for (int i = 0; i < image.length; i++) {
                int x = i / 3 % size - x0;
                int y = i / 3 / size - y0;
                int shade = x * x + y * y < size * size / 8 ? 40 : 150;
                image[i] = (byte) Math.clamp((color[i % 3] + shade + (image[i] & 31)) / 2, 0, 255);
            }
        }
    }
}
