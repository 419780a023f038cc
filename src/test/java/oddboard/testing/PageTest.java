package oddboard.testing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.image.Crop;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.ui.MarkupRows;
import oddboard.upload.Upload;
import oddboard.upload.Uploads;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Pages without a browser, over the whole program: its services, a real PostgreSQL, and a worker in the same process,
 * so that imports are really made. Signed in is {@link #signIn()}.
 */
@SpringBootTest
@ExtendWith(PageTest.LeaveInOrder.class)
@RunsProgram
public abstract class PageTest extends MarkupTest {
    private static final DataSource DATABASE = TestDatabase.dataSource();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static int number;

    /** Ends the program after the last test: at the JVM's end its database would go at the same time. */
    static final class LeaveInOrder implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext tests) {
            var program = (ConfigurableApplicationContext) SpringExtension.getApplicationContext(tests);
            tests.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
                    .computeIfAbsent(program, p -> (AutoCloseable) p::close);
        }
    }

    static {
        TestDatabase.addAccount(DATABASE, "ada", "ADMIN");
        TestDatabase.addAccount(DATABASE, "grace", "MEMBER");
        TestDatabase.addAccount(DATABASE, "linus", "VIEWER");
    }

    @Autowired
    protected Datasets datasets;

    @Autowired
    protected Imports imports;

    @Autowired
    protected Uploads uploads;

    @Autowired
    protected Users users;

    @Autowired
    private UserDetailsService names;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws IOException {
        var home = Files.createTempDirectory("oddboard-pages");
        properties.add("spring.datasource.url", () -> TestDatabase.url(DATABASE));
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("oddboard.home", home::toString);
        properties.add("oddboard.role", () -> "worker");
        properties.add("oddboard.demo", () -> "false");
        properties.add("oddboard.report.guest-links", () -> "true");
        properties.add("oddboard.webhook.allowed-hosts", () -> "*");
    }

    /** The program's own pages, none that other tests bring. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("oddboard");
    }

    /** Who looks at the pages: ada (administrator), grace (member) or linus (viewer). */
    protected String signIn() {
        return "grace";
    }

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        become(signIn());
        super.initVaadinEnvironment();
    }

    @AfterEach
    @Override
    protected void cleanVaadinEnvironment() {
        super.cleanVaadinEnvironment();
        SecurityContextHolder.clearContext();
    }

    /** From here on the thread, and the next page, is this user's. */
    protected final User become(String name) {
        var details = names.loadUserByUsername(name);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(details, null, details.getAuthorities()));
        return users.require();
    }

    /** A new data set of whoever is signed in, without images. */
    protected final Dataset newDataset(Dataset.Visibility visibility) {
        return datasets.create("Set " + ++number, "", visibility, users.require());
    }

    /** Imports 32-pixel arrays, every third test image anomalous, and waits for the version. */
    protected final Dataset readyDataset(int train, int test) {
        return readyDataset(train, test, Dataset.Visibility.TEAM);
    }

    protected final Dataset readyDataset(int train, int test, Dataset.Visibility visibility) {
        var dataset = newDataset(visibility);
        var anomalous = DrawnSet.everyNth(test, 3);
        return ready(dataset, importArrays(dataset, train, anomalous, labels(anomalous)));
    }

    /** As above, with half of the labels hidden and the test images in a random order. */
    protected final Dataset hiddenDataset(int train, int test) {
        var dataset = newDataset(Dataset.Visibility.TEAM);
        var anomalous = DrawnSet.everyNth(test, 3);
        var spec = arrays(dataset, train, anomalous, labels(anomalous));
        var hidden = spec.withHiddenLabels(new ImportSpec.HiddenLabels(50, 3));
        return ready(dataset, imports.start(dataset.id(), hidden, users.require()));
    }

    private Dataset ready(Dataset dataset, DatasetVersion version) {
        return Await.until(
                "the import",
                LONG,
                () -> datasets.find(dataset.id(), users.require())
                        .filter(d -> d.versions().getFirst().state() != DatasetVersion.State.IMPORTING
                                && d.versions().getFirst().id().equals(version.id()))
                        .orElse(null));
    }

    /** Queues the import and returns at once. */
    protected final DatasetVersion importArrays(Dataset dataset, int train, boolean[] anomalous, String labels) {
        return imports.start(dataset.id(), arrays(dataset, train, anomalous, labels), users.require());
    }

    private ImportSpec arrays(Dataset dataset, int train, boolean[] anomalous, String labels) {
        var files = List.of(
                file(dataset, "trainingset.npy", array(new boolean[train], 1)),
                file(dataset, "testingset.npy", array(anomalous, 2)),
                file(dataset, "labels.csv", labels.getBytes(StandardCharsets.UTF_8)));
        return new ImportSpec(files, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
    }

    private ImportSpec.File file(Dataset dataset, String name, byte[] bytes) {
        return new ImportSpec.File(upload(dataset, name, bytes).id(), Imports.guessRole(name));
    }

    protected final Upload upload(Dataset dataset, String name, byte[] bytes) {
        try {
            return uploads.store(dataset.id(), name, new ByteArrayInputStream(bytes), users.require());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static byte[] array(boolean[] anomalous, long seed) {
        return DrawnSet.npy("|u1", "(" + anomalous.length + ", 32, 32, 3)", DrawnSet.pixels(anomalous, 32, seed));
    }

    protected static String labels(boolean[] anomalous) {
        var text = new StringBuilder("ID,label\n");
        for (int i = 0; i < anomalous.length; i++) {
            text.append(i).append(',').append(anomalous[i] ? 1 : 0).append('\n');
        }
        return text.toString();
    }

    /** Goes to an address as a browser does. */
    protected final void open(String path, QueryParameters query) {
        UI.getCurrent().navigate(path, query);
        roundTrip();
    }

    protected final void open(String path) {
        open(path, QueryParameters.empty());
    }

    /** Comes as another user, with a page of their own. */
    protected final void openAs(String name, String path) {
        cleanVaadinEnvironment();
        become(name);
        super.initVaadinEnvironment();
        open(path);
    }

    /** All words that the page shows, in order. */
    protected final String text() {
        // A look-up lets news from other threads arrive, as a browser's push does.
        find(Component.class).first();
        return words(getCurrentView().getElement());
    }

    /** As {@link #text()}, of one part. */
    protected static String text(Component part) {
        return words(part.getElement());
    }

    private static String words(Element element) {
        if (element.isTextNode()) {
            return element.getText() + " ";
        }
        if (element.getComponent().orElse(null) instanceof MarkupRows rows && element.isVisible()) {
            return words(rows.head())
                    + rows.rows().values().stream()
                            .map((String row) -> words(row))
                            .collect(Collectors.joining());
        }
        return element.isVisible()
                ? element.getChildren().map((Element child) -> words(child)).collect(Collectors.joining())
                : "";
    }

    /** The rows of the page's one table of markup, without its head. */
    protected List<Document> markupRows() {
        return find(MarkupRows.class).exists()
                ? find(MarkupRows.class).single().rows().values().stream()
                        .map(MarkupTest::elements)
                        .toList()
                : List.of();
    }
}
