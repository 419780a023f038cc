package oddboard.scoring;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.evaluation.AnomalyMaps;
import oddboard.storage.BlobStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Pixels and anomaly maps of scored images. */
@Service
public class ScoringPictures {
    private final ScoredImageRepository images;
    private final Datasets datasets;
    private final BlobStore blobs;
    private final JdbcClient jdbc;

    ScoringPictures(ScoredImageRepository images, Datasets datasets, BlobStore blobs, JdbcClient jdbc) {
        this.images = images;
        this.datasets = datasets;
        this.blobs = blobs;
        this.jdbc = jdbc;
    }

    /** As the model saw it: uint8 HWC, {@code imageSize * imageSize * channels} bytes. */
    public byte[] image(Scoring scoring, int index, User viewer) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        if (scoring.version() != null) {
            DatasetVersion version =
                    datasets.findVersion(scoring.version(), viewer).orElseThrow();
            return datasets.image(
                    version, scoring.split() == ScoringSpec.Split.TRAIN ? index : version.trainCount() + index);
        }
        int length = scoring.imageSize() * scoring.imageSize() * scoring.channels();
        return blobs.read(
                Objects.requireNonNull(place.images()), (long) length * (index - place.first()), length);
    }

    /**
     * From the darkest to the brightest color in steps from 0 to 255, a byte a pixel; the colors mean what they mean for the
     * model's run. Empty where the map was not kept.
     */
    public Optional<byte[]> map(Scoring scoring, int index) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        if (place.map() == null || place.maps() == null || scoring.grid() == null) {
            return Optional.empty();
        }
        int length = AnomalyMaps.WIDTH * scoring.grid().values();
        byte[] packed = blobs.read(place.maps(), (long) length * place.map(), length);
        MapScale scale = scale(scoring, packed);
        return Optional.of(
                new AnomalyMaps(scoring.grid(), scale.low, scale.high).shown(packed, scoring.imageSize()));
    }

    private record MapScale(double low, double high) {}

    private MapScale scale(Scoring scoring, byte[] packed) {
        return jdbc.sql("""
                        select coalesce(m.low, 0), coalesce(m.high, r.error_scale) from model_version w
                        join run_result r on r.run_id = w.run_id left join run_map m on m.run_id = r.run_id
                        where w.id = :model""")
                .param("model", scoring.model().id().value())
                .query((row, n) -> new MapScale(row.getDouble(1), row.getDouble(2)))
                .optional()
                // The run is gone: each map by itself.
                .orElseGet(() -> own(packed));
    }

    private static MapScale own(byte[] packed) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : AnomalyMaps.unpacked(packed)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new MapScale(low, Math.max(high, Math.nextUp(low)));
    }

    private ScoredImageRepository.Place place(Scoring scoring, int index) {
        return images.place(scoring.id(), index)
                .orElseThrow(() -> new NotFoundException(
                        "Scoring " + scoring.id() + " has no image " + index + " yet."));
    }
}
