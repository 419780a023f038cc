package oddboard.report.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import oddboard.report.GuestLinks;
import oddboard.report.ReportRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a guest sees: one report, or that the link has ended. Open to everybody; makes no session and knows no user. */
@RestController
@ConditionalOnWebApplication
class GuestPages {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final String ENDED = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>No report · Oddboard</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 36em; margin: 15vh auto 0; padding: 0 24px; color-scheme: light dark; }
            </style>
            </head>
            <body>
            <main>
            <h1>This link shows no report</h1>
            <p>It has ended, was revoked, or was never one. Ask the person who sent it for a new link.</p>
            </main>
            </body>
            </html>
            """;

    private final GuestLinks links;

    GuestPages(GuestLinks links) {
        this.links = links;
    }

    @GetMapping("/" + GuestLinks.PATH + "{secret}")
    ResponseEntity<byte[]> open(@PathVariable String secret, HttpServletResponse response) {
        Optional<String> report = links.open(secret);
        // In place of those that every page has.
        response.setHeader("Content-Security-Policy", ReportRequest.POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        return ResponseEntity.status(report.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .contentType(HTML)
                .body(report.orElse(ENDED).getBytes(StandardCharsets.UTF_8));
    }
}
