package oddboard.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import oddboard.common.ProgramVersion;
import oddboard.ui.Html;

/** One HTML file that asks for nothing: styles, curves and pictures are within, and no script runs in it. */
final class ReportDocument {
    private static final String STYLE = style();

    private final String title;
    private final StringBuilder body = new StringBuilder(1 << 16);

    ReportDocument(String kind, String title, String about) {
        this.title = kind + ": " + title;
        body.append(new Html("header")
                .add("p", "kind", kind)
                .add(new Html("h1").text(title))
                .add("p", "about", about));
    }

    ReportDocument section(String heading, Html... parts) {
        Html section = new Html("section").add(new Html("h2").text(heading));
        for (Html part : parts) {
            section.add(part);
        }
        body.append('\n').append(section);
        return this;
    }

    static Html words(String text) {
        return new Html("p").text(text);
    }

    /** @param address at which the same report is made again */
    String html(String address) {
        Html footer = new Html("footer")
                .add(new Html("p")
                        .text("Made by Oddboard " + ProgramVersion.current()
                                + ". The same report, from the same data: ")
                        .add("code", "address", address));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + ReportRequest.WITHIN + "\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n"
                + new Html("title").text(title) + "\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n" + body
                + "\n</main>\n" + footer + "\n</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream in = ReportDocument.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
