package oddboard.scoring;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.PlainJobContext;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.upload.UploadId;
import oddboard.upload.Uploads;

/** Verdicts said, and versions made of them, as a worker does it. */
final class NextVersionFixture {
    private final ScoringFixture fixture;

    NextVersionFixture(ScoringFixture fixture) {
        this.fixture = fixture;
    }

    void verdict(Scoring scoring, String file, Kind verdict, String type) {
        ScoredImage image = fixture.images(scoring).stream()
                .filter(one -> one.file().endsWith(file))
                .findFirst()
                .orElseThrow();
        fixture.runs.part(Verdicts.class).set(scoring.id(), image.index(), verdict, type, "", fixture.admin);
    }

    DatasetVersion work(DatasetVersion version) throws Exception {
        fixture.runs
                .part(ImportHandler.class)
                .handle(new PlainJobContext(fixture.runs.database, version.job(), fixture.directory()));
        return find(version.id());
    }

    DatasetVersion find(VersionId id) {
        return fixture.runs.datasets().findVersion(id, fixture.admin).orElseThrow();
    }

    DatasetVersion imported(Dataset set, Map<String, byte[]> files) throws Exception {
        var upload = fixture.runs
                .part(Uploads.class)
                .store(
                        set.id(),
                        "set.zip",
                        new ByteArrayInputStream(ScoringFixture.zip(new LinkedHashMap<>(files))),
                        fixture.admin);
        var file = new ImportSpec.File(upload.id(), ImportSpec.FileRole.ARCHIVE);
        return work(fixture.runs
                .part(Imports.class)
                .start(
                        set.id(),
                        new ImportSpec(List.of(file), 0, Crop.FIT, 0, ImportSpec.OnBadFile.STOP),
                        fixture.admin));
    }

    Scoring scored(Dataset set, String model, Map<String, byte[]> files) throws Exception {
        UploadId zip = fixture.runs
                .part(Uploads.class)
                .store(
                        set.id(),
                        "new.zip",
                        new ByteArrayInputStream(ScoringFixture.zip(new LinkedHashMap<>(files))),
                        fixture.admin)
                .id();
        Scoring scoring = fixture.start(model, List.of(zip), null, ScoringSpec.Maps.NONE);
        fixture.work(fixture.claim(scoring));
        return fixture.again(scoring);
    }

    List<byte[]> squares(DatasetVersion version) throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < version.trainCount() + version.testCount(); i++) {
            all.add(fixture.runs.datasets().image(version, i));
        }
        return all;
    }
}
