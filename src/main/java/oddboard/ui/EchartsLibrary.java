package oddboard.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where the browser finds ECharts: its WebJar's folder carries the version, so the file may be cached for ever. */
final class EchartsLibrary {
    static final String PATH = "webjars/echarts/" + version() + "/echarts.esm.min.js";

    private EchartsLibrary() {}

    private static String version() {
        String file = "/META-INF/maven/org.webjars/echarts/pom.properties";
        try (InputStream in = EchartsLibrary.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The WebJar of ECharts is not on the class path.");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
