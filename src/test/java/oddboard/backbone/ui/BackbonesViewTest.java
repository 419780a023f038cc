package oddboard.backbone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import oddboard.backbone.Backbone;
import oddboard.backbone.Backbones;
import oddboard.dataset.DatasetRoutes;
import oddboard.detector.backbone.MadeUpNetwork;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@Slow
class BackbonesViewTest extends PageTest {
    @Autowired
    private Backbones backbones;

    @TempDir
    Path folder;

    @Override
    protected String signIn() {
        return "ada";
    }

    @AfterEach
    void leaveNone() {
        backbones.list().forEach(backbone -> backbones.delete(backbone.name(), become("ada")));
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> f.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileThatWasSentIsShownNamedAndAdded() throws Exception {
        Path file = folder.resolve("Mobile Net.safetensors");
        MadeUpNetwork.named("MOBILENET_TIMM", file);
        Backbones.CheckedFile sent;
        try (InputStream in = Files.newInputStream(file)) {
            sent = backbones.check("Mobile Net.safetensors", Files.size(file), in, become("ada"));
        }
        open("backbones");
        assertThat(text()).contains("No backbones yet", "Add a backbone");
        find(NewBackboneForm.class).single().show(sent.filename(), sent.sha256());
        assertThat(text())
                .contains("Mobile Net.safetensors is a MobileNetV2 (names of timm): 2,257,984 numbers in 260 tensors");
        assertThat(field("Name").getValue()).isEqualTo("mobile-net");
        test(find(Button.class).withText("Add").single()).click();
        assertThat(text()).contains("Say the license of the weights in one line");
        test(field("License of the weights")).setValue("Apache-2.0");
        test(field("Source")).setValue("made up here");
        test(find(Button.class).withText("Add").single()).click();
        assertThat(text()).contains("mobile-net", "Apache-2.0", "made up here", "0 runs, 0 model versions");
        Await.until(
                "the self test",
                Duration.ofMinutes(2),
                () -> backbones.list().stream()
                        .filter(Backbone::isReady)
                        .findFirst()
                        .orElse(null));
        open("backbones");
        assertThat(text()).contains("Ready", "A drawn image of 112 pixels gave 56 numbers a cell for defects");

        var dataset = readyDataset(48, 30);
        open(DatasetRoutes.newRun(dataset.id()), QueryParameters.simple(Map.of("detector", "backbone")));
        assertThat(find(Select.class).all().stream()
                        .filter(s -> "Weights".equals(s.getLabel()))
                        .findFirst()
                        .orElseThrow()
                        .getListDataView()
                        .getItems()
                        .toList())
                .hasToString("[built-in, mobile-net]");
    }

    @Test
    void othersSeeButDoNotAdd() {
        openAs("grace", "backbones");
        assertThat(text()).contains("An administrator can add the weights").doesNotContain("Add a backbone");
    }
}
