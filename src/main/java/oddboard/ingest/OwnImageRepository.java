package oddboard.ingest;

import java.util.Arrays;
import oddboard.dataset.ModelInput;
import oddboard.dataset.VersionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of images that are kept at their own size. */
@Repository
class OwnImageRepository {
    private final JdbcClient jdbc;

    OwnImageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param fit how the packed squares were made */
    void insert(VersionId version, OwnWriter.Stored own, ModelInput.Fit fit) {
        jdbc.sql("""
                        insert into own_image (version_id, sha256, start, width, height, fit, largest_width, largest_height)
                        values (:id, :sha256, :start, :width, :height, :fit, :largestWidth, :largestHeight)""")
                .param("id", version.value())
                .param("sha256", own.sha256())
                .param("start", own.starts())
                .param("width", own.widths())
                .param("height", own.heights())
                .param("fit", fit.name())
                .param("largestWidth", largest(own.widths()))
                .param("largestHeight", largest(own.heights()))
                .update();
        if (own.maskSha256() != null) {
            jdbc.sql("insert into own_mask (version_id, sha256, start) values (:id, :sha256, :start)")
                    .param("id", version.value())
                    .param("sha256", own.maskSha256())
                    .param("start", own.maskStarts())
                    .update();
        }
    }

    private static int largest(Integer[] of) {
        return Arrays.stream(of).mapToInt(i -> i).max().orElse(0);
    }
}
