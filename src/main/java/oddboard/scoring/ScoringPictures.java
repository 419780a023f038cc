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
import org.springframework.stereotype.Service;

/** Pixels and anomaly maps of scored images. */
@Service
public class ScoringPictures {
    private final ScoredImageRepository images;
    private final Datasets datasets;
    private final BlobStore blobs;
    private final MapScales scales;

    ScoringPictures(ScoredImageRepository images, Datasets datasets, BlobStore blobs, MapScales scales) {
        this.images = images;
        this.datasets = datasets;
        this.blobs = blobs;
        this.scales = scales;
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
        return blobs.read(Objects.requireNonNull(place.images()), (long) length * (index - place.first()), length);
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
        return Optional.of(scales.shown(scoring.model().id(), scoring.grid(), packed, scoring.imageSize()));
    }

    private ScoredImageRepository.Place place(Scoring scoring, int index) {
        return images.place(scoring.id(), index)
                .orElseThrow(
                        () -> new NotFoundException("Scoring " + scoring.id() + " has no image " + index + " yet."));
    }
}
