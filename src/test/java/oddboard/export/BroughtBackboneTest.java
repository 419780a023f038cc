package oddboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import oddboard.backbone.Backbone;
import oddboard.backbone.Backbones;
import oddboard.backbone.NewBackbone;
import oddboard.common.ConflictException;
import oddboard.dataset.VersionId;
import oddboard.detector.Model;
import oddboard.detector.SettingsException;
import oddboard.detector.backbone.MadeUpNetwork;
import oddboard.job.JobHandler;
import oddboard.job.JobState;
import oddboard.job.PlainJobContext;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.registry.ModelWeights;
import oddboard.run.RunId;
import oddboard.run.RunRow;
import oddboard.run.RunSpec;
import oddboard.run.Runs;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backbone from its file to a registered model that outlives it. */
@Slow
class BroughtBackboneTest extends ExportJobFixture {
    private Backbone added(String name) throws Exception {
        Path file = folder.resolve("r18.safetensors");
        MadeUpNetwork.resNet18(file);
        return added(name, file);
    }

    private Backbone added(String name, Path file) throws Exception {
        Backbones backbones = fixture.part(Backbones.class);
        try (InputStream in = Files.newInputStream(file)) {
            Backbones.CheckedFile checked = backbones.check("r18.safetensors", Files.size(file), in, ada);
            return backbones.add(new NewBackbone(checked.sha256(), "r18.safetensors", name, "MIT", "made up"), ada);
        }
    }

    private void test(Backbone backbone) throws Exception {
        JobHandler handler = fixture.context.getBeansOfType(JobHandler.class).values().stream()
                .filter(h -> h.kind().equals("backbone-test"))
                .findFirst()
                .orElseThrow();
        handler.handle(new PlainJobContext(fixture.database, backbone.test(), directory()));
    }

    private RunSpec spec(String weights) {
        return RunSpec.of(
                new VersionId(fixture.version),
                "backbone",
                Map.of("weights", weights, "networkInput", "64", "head", "bank", "bankSize", 50));
    }

    @Test
    void aRunKeepsItsWeightsAndSoDoesTheModelThatIsMadeOfIt() throws Exception {
        Runs runs = fixture.part(Runs.class);
        Backbones backbones = fixture.part(Backbones.class);
        Backbone fresh = added("r18");
        assertThatThrownBy(() -> runs.start(spec("r18"), ada))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("its self test has not ended yet");
        assertThatThrownBy(() -> runs.start(spec("r19"), ada))
                .hasMessage("There is no backbone \"r19\"; there are built-in, r18.");
        test(fresh);
        assertThat(backbones.require("r18").state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(backbones.require("r18").tested()).startsWith("A drawn image of 112 pixels gave 192 numbers");

        RunId id = runs.start(spec("r18"), ada).id();
        String kept = fixture.jdbc
                .sql("select settings ->> 'weights' from run where id = " + id)
                .query(String.class)
                .single();
        assertThat(kept).isEqualTo("r18@" + fresh.sha256());
        assertThat(runs.find(id, ada).orElseThrow().name())
                .contains("weights r18")
                .doesNotContain(fresh.sha256());
        assertThatThrownBy(() -> runs.start(spec("r18@" + "0".repeat(64)), ada))
                .hasMessageContaining("has other weights by now (SHA-256 " + fresh.sha256() + ")");
        RunRow run = runs.stored(runs.find(id, ada).orElseThrow().job().id()).orElseThrow();
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), directory()));
        ModelVersion model = fixture.part(ModelRegistration.class).register(id, "caps", "Of the line.", List.of(), ada);
        assertThat(backbones.require("r18").runs()).isEqualTo(1);
        assertThat(backbones.require("r18").models()).isEqualTo(1);
        assertThatThrownBy(() -> backbones.delete("r18", ada))
                .isInstanceOf(ConflictException.class)
                .hasMessage("The backbone \"r18\" is used by 1 run; delete it first.");

        make(obtain(BundleFormat.BOTH));
        assertThat(obtain(BundleFormat.BOTH).bundle().verification())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.largestDifference()).isLessThan(1e-4));

        runs.delete(id, ada);
        backbones.delete("r18", ada);
        assertThat(fixture.jdbc
                        .sql("select count(*) from blob_use where sha256 = :sha256")
                        .param("sha256", fresh.sha256())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        try (Model opened = fixture.part(ModelWeights.class).open(model, "cpu")) {
            assertThat(opened.epoch()).isEqualTo(1);
            // Layers 1 and 2 with their stem, and a bias for each channel in place of the normalization.
            assertThat(opened.frozenParameterCount()).isEqualTo(682_112);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOBILENET_TORCHVISION", "DINO_SMALL"})
    void otherNetworksAreExportedToo(String architecture) throws Exception {
        Path file = folder.resolve("other.safetensors");
        MadeUpNetwork.named(architecture, file);
        test(added("other", file));
        RunId id = fixture.part(Runs.class).start(spec("other"), ada).id();
        RunRow run = fixture.part(Runs.class)
                .stored(fixture.part(Runs.class)
                        .find(id, ada)
                        .orElseThrow()
                        .job()
                        .id())
                .orElseThrow();
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), directory()));
        fixture.part(ModelRegistration.class).register(id, "caps", "Of the line.", List.of(), ada);
        make(obtain(BundleFormat.BOTH));
        assertThat(obtain(BundleFormat.BOTH).bundle().verification()).hasSize(2).allSatisfy(one -> {
            System.out.println(architecture + ", " + one.format() + ": " + one.largestDifference() + " apart");
            assertThat(one.largestDifference()).isLessThan(1e-4);
        });
    }

    @Test
    void whatUsesNothingIsDeleted() throws Exception {
        Backbones backbones = fixture.part(Backbones.class);
        Backbone fresh = added("r18");
        assertThatThrownBy(() -> added("again")).hasMessage("These weights are there already, as \"r18\".");
        assertThatThrownBy(() -> backbones.delete("r18", ada)).hasMessageContaining("has not ended");
        test(fresh);
        backbones.delete("r18", ada);
        assertThat(backbones.list()).isEmpty();
    }
}
