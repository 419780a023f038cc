package oddboard.api.run;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import oddboard.common.Csv;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.WebRequest;

/**
 * Writes scores as {@code ID,score} without holding the text; they never change, so who has them needs no second copy. The
 * tag is a weak one, for a strong one would forbid the server to pack them.
 */
public final class ScoresCsv {
    private ScoresCsv() {}

    /**
     * @param files of the version's images, the test images last, which a third column names; null without it
     */
    public static void write(
            String name,
            Instant created,
            double[] scores,
            String @Nullable [] files,
            WebRequest request,
            HttpServletResponse response)
            throws IOException {
        // Names can be shown or hidden later; scores never change.
        if (files == null && request.checkNotModified("W/\"" + name + "-" + created.toEpochMilli() + "\"")) {
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "-scores.csv")
                        .build()
                        .toString());
        var text =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
        text.write(files == null ? "ID,score\n" : "ID,score,file\n");
        for (int i = 0; i < scores.length; i++) {
            // Java's own text of a double is the shortest that reads back to it.
            text.append(Integer.toString(i)).append(',').append(Double.toString(scores[i]));
            if (files != null) {
                text.append(',').append(Csv.cell(files[files.length - scores.length + i]));
            }
            text.append('\n');
        }
        text.flush();
    }
}
