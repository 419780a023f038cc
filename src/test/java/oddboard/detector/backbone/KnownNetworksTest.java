package oddboard.detector.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import oddboard.detector.NetworkFileException;
import oddboard.detector.NetworkFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks rebuilt here against an independent forward pass, on made-up weights in the true layout. */
class KnownNetworksTest {
    private final NetworkFiles files = NetworkFiles.installed();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            names = {"RESNET18", "RESNET34", "RESNET50", "MOBILENET_TIMM", "MOBILENET_TORCHVISION", "DINO_SMALL_TIMM"})
    void eachLayerIsThatOfTheReference(Architecture architecture) throws IOException {
        ReferencePass.check(architecture, folder);
    }

    @Test
    void positionsAreResizedAsByPillow() throws IOException {
        float[] positions = MadeUpNetwork.uniform("pos_embed", 37 * 37 * 3);
        for (int i = 0; i < positions.length; i++) {
            positions[i] *= 0.5f;
        }
        for (String line : Files.readAllLines(Path.of("src/test/resources/oddboard/detector/backbone/positions.txt"))) {
            String[] parts = line.split("\t");
            double[] expected = Arrays.stream(parts[1].split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            float[] actual = PositionGrid.resized(positions, 37, Integer.parseInt(parts[0]), 3);
            assertThat(expected.length).isGreaterThan(6);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[7 * i]).as(parts[0]).isEqualTo(expected[i], within(2e-6));
            }
        }
    }

    @Test
    void aFileIsRecognizedByNamesAndShapes() throws IOException {
        Path path = folder.resolve("weights");
        MadeUpNetwork.of(Architecture.RESNET18)
                .with("fc.weight", 1000, 512)
                .with("fc.bias", 1000)
                .with("bn1.num_batches_tracked")
                .write(path);
        assertThat(files.facts(path, "r.safetensors"))
                .isEqualTo(new NetworkFiles.Facts("ResNet-18", "timm, torchvision", 100, 11_186_112));
        assertThat(files.test(path, "r.safetensors"))
                .startsWith("A drawn image of 112 pixels gave 192 numbers a cell for defects (largest ")
                .contains(" and 384 for objects");
    }

    @Test
    void theTransformersOfBothNamingsAreRecognized() throws IOException {
        for (Architecture architecture : new Architecture[] {Architecture.DINO_SMALL, Architecture.DINO_SMALL_TIMM}) {
            Path path = folder.resolve("weights");
            MadeUpNetwork.of(architecture).with("mask_token", 1, 384).write(path);
            assertThat(files.facts(path, "v").architecture()).isEqualTo("DINOv2 ViT-S/14 with registers");
            assertThat(files.facts(path, "v").naming()).isEqualTo(architecture.naming());
        }
    }

    @Test
    void whatIsMissingMisshapenOrTooMuchIsNamed() throws IOException {
        refused(
                MadeUpNetwork.of(Architecture.RESNET18).without("layer2.0.bn1.running_var"),
                "it is like ResNet-18, but lacks \"layer2.0.bn1.running_var\".");
        refused(
                MadeUpNetwork.of(Architecture.RESNET18).with("layer2.0.conv1.weight", 128, 64, 5, 5),
                "but \"layer2.0.conv1.weight\" has another shape: [128, 64, 5, 5] instead of [128, 64, 3, 3].");
        refused(
                MadeUpNetwork.of(Architecture.RESNET18).with("layer2.0.se.fc1.weight", 8, 128, 1, 1),
                "but also has \"layer2.0.se.fc1.weight\", so it computes something else.");
        refused(MadeUpNetwork.of(Architecture.MOBILENET_TIMM).with("x\\u0007y", 1), "but also has \"x?y\"");
    }

    private void refused(MadeUpNetwork network, String says) throws IOException {
        Path path = folder.resolve("weights");
        network.write(path);
        assertThatThrownBy(() -> files.facts(path, "r.safetensors"))
                .isInstanceOf(NetworkFileException.class)
                .hasMessageStartingWith("r.safetensors can't be used: ")
                .hasMessageContaining(says);
    }

    @Test
    void anotherNetworkIsRefusedByTheNamesOfItsTensors() throws IOException {
        Path path = folder.resolve("weights");
        byte[] header = "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + header.length + 4];
        bytes[0] = (byte) header.length;
        System.arraycopy(header, 0, bytes, 8, header.length);
        Files.write(path, bytes);
        assertThatThrownBy(() -> files.facts(path, "a.safetensors"))
                .hasMessageContaining(
                        "it is of none of the known networks (ResNet-18, ResNet-34, ResNet-50, "
                                + "WideResNet-50-2, MobileNetV2, DINOv2 ViT-S/14 with registers, DINOv2 ViT-B/14 with registers)")
                .hasMessageEndingWith("its tensors begin with \"a.weight\".");
    }

    @Test
    void weightsThatAreNotFiniteAreFoundByTheTest() throws IOException {
        Path path = folder.resolve("weights");
        MadeUpNetwork.of(Architecture.MOBILENET_TIMM).write(path);
        byte[] bytes = Files.readAllBytes(path);
        IntStream.rangeClosed(1, 4).forEach(i -> bytes[bytes.length - i] = (byte) 0xff);
        Files.write(path, bytes);
        assertThatThrownBy(() -> files.test(path, "m.safetensors"))
                .isInstanceOf(NetworkFileException.class)
                .hasMessage("m.safetensors can't be read: \"bn2.running_var\" holds NaN as number 1280.");
    }
}
