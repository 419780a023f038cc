package oddboard.ingest;

import static oddboard.ingest.ManifestFiles.SIZE;
import static oddboard.ingest.ManifestFiles.images;
import static oddboard.ingest.ManifestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import oddboard.image.Images;
import org.junit.jupiter.api.Test;

/** Archives with a list that says what each image is. */
class ManifestsTest extends ManifestFixture {
    @Test
    void readsATableOfFilesInAnyDelimiter() throws Exception {
        for (var delimiter : List.of(",", ";", "\t")) {
            var files = images("pics/a.png", "pics/b.png", "pics/c.png", "pics/d.png", "pics/e.png", "pics/f.png");
            files.put("masks/d.png", mask(3, 4, 5, 2));
            files.put(
                    "list.csv",
                    text(
                            "path,split,label,type,mask".replace(",", delimiter),
                            "pics/a.png,train,0,,".replace(",", delimiter),
                            "pics/b.png,train,normal,,".replace(",", delimiter),
                            "pics\\c.png,test,good,,".replace(",", delimiter),
                            "./pics/d.png,test,1,scratch,masks/d.png".replace(",", delimiter),
                            "pics/e.png,test,,,".replace(",", delimiter)));
            var version = imported(files);
            assertThat(content(version))
                    .containsExactly(
                            "train a.png 0",
                            "train b.png 1",
                            "test c.png 2 normal",
                            "test d.png 3 scratch 10",
                            "test e.png 4 unlabeled");
            assertThat(version.report().notes())
                    .contains("list.csv (table of files) says what each image is; the names of folders say nothing.")
                    .contains("1 other file was ignored: pics/f.png.");
        }
    }

    @Test
    void aTableWithoutSplitsHoldsOutNormalImages() throws Exception {
        var files = images("a.png", "b.png", "c.png", "d.png", "e.png", "f.png");
        files.put(
                "labels.csv",
                text("file,label", "a.png,ok", "b.png,ok", "c.png,ok", "d.png,ok", "e.png,hole", "f.png,hole"));
        var content = content(imported(files));
        assertThat(content).filteredOn(line -> line.startsWith("train")).hasSize(3);
        assertThat(content).filteredOn(line -> line.endsWith(" normal")).hasSize(1);
        assertThat(content).filteredOn(line -> line.endsWith(" hole")).hasSize(2);
    }

    @Test
    void readsVisaOfOneProduct() throws Exception {
        var files = images(
                "candle/Data/Images/Normal/0.JPG.png",
                "candle/Data/Images/Normal/1.png",
                "candle/Data/Images/Anomaly/0.png");
        files.put("candle/Data/Masks/Anomaly/0.png", mask(0, 0, 2, 2));
        files.put(
                "split_csv/1cls.csv",
                text(
                        "object,split,label,image,mask",
                        "candle,train,normal,candle/Data/Images/Normal/0.JPG.png,",
                        "candle,test,normal,candle/Data/Images/Normal/1.png,",
                        "candle,test,anomaly,candle/Data/Images/Anomaly/0.png,candle/Data/Masks/Anomaly/0.png",
                        "capsules,train,normal,capsules/Data/Images/Normal/0.png,"));
        var version = imported(files);
        assertThat(content(version))
                .containsExactly(
                        "train Normal/0.JPG.png 0", "test Anomaly/0.png 2 anomalous 4", "test Normal/1.png 1 normal");
        assertThat(version.report().notes())
                .contains("1 lines of split_csv/1cls.csv are of other products and not used.");
    }

    @Test
    void readsGroundTruthManifests() throws Exception {
        var files = images("img/train/a.png", "img/train/b.png", "img/test/a.png", "img/test/b.png");
        var colors = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            colors.setRGB(i % SIZE, i / SIZE, i < 7 ? 0x2ca02c : 0xffffff);
        }
        files.put("img/masks/b.png", Images.png(colors));
        files.put(
                "train.manifest",
                text(line("s3://bucket/x/train/a.png", "normal", ""), line("s3://bucket/x/train/b.png", "normal", "")));
        files.put(
                "test.manifest",
                text(
                        line("s3://bucket/x/test/a.png", "normal", ""),
                        line(
                                "s3://bucket/x/test/b.png",
                                "anomaly",
                                ",\"anomaly-mask-ref\":\"s3://bucket/x/masks/b.png\","
                                        + "\"anomaly-mask-ref-metadata\":{\"internal-color-map\":{\"0\":{\"class-name\":\"BACKGROUND\","
                                        + "\"hex-color\":\"#ffffff\"},\"1\":{\"class-name\":\"cut\",\"hex-color\":\"#2ca02c\"}}}")));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train train/a.png 0",
                        "train train/b.png 1",
                        "test test/a.png 2 normal",
                        "test test/b.png 3 anomalous 7");
    }

    private static String line(String ref, String word, String more) {
        return "{\"source-ref\":\"" + ref + "\",\"anomaly-label-metadata\":{\"class-name\":\"" + word
                + "\",\"human-annotated\":\"yes\"}" + more + "}";
    }

    @Test
    void readsHuggingFaceMetadataOfEachFolder() throws Exception {
        var files = images("train/0.png", "train/1.png", "test/0.png", "test/1.png");
        files.put(
                "train/metadata.jsonl",
                text("{\"file_name\":\"0.png\",\"label\":\"good\"}", "{\"file_name\":\"1.png\",\"label\":\"good\"}"));
        files.put(
                "test/metadata.jsonl",
                text("{\"file_name\":\"0.png\",\"label\":\"good\"}", "{\"file_name\":\"1.png\",\"label\":\"dent\"}"));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train train/0.png 0",
                        "train train/1.png 1",
                        "test test/0.png 2 normal",
                        "test test/1.png 3 dent");
    }

    @Test
    void jsonLinesMayUseTheNamesOfTables() throws Exception {
        var files = images("a.png", "b.png", "c.png", "d.png");
        files.put("m.png", mask(0, 0, 2, 2));
        files.put(
                "list.jsonl",
                text(
                        "{\"image_name\":\"a.png\",\"set\":\"train\",\"target\":0}",
                        "{\"file_path\":\"b.png\",\"partition\":\"train\",\"class\":\"good\",\"mask\":\"none\"}",
                        "{\"image\":\"c.png\",\"subset\":\"test\",\"label\":1,\"defect_type\":\"bent\\nleg\",\"mask_path\":\"m.png\"}",
                        "{\"image\":\"d.png\",\"subset\":\"test\",\"label\":\"bad\",\"defect\":true}"));
        assertThat(content(imported(files)))
                .containsExactly("train a.png 0", "train b.png 1", "test c.png 2 bent-leg 4", "test d.png 3 anomalous");
    }

    @Test
    void readsCocoWithPolygonsAndRunLengths() throws Exception {
        var files = images("images/a.png", "images/b.png", "images/c.png", "images/d.png", "images/e.png");
        var image = "{\"id\":%d,\"file_name\":\"%s.png\",\"width\":32,\"height\":32}";
        files.put(
                "annotations/instances_train.json",
                text("{\"images\":[" + image.formatted(1, "a") + "," + image.formatted(2, "b")
                        + "],\"annotations\":[],\"categories\":[]}"));
        files.put(
                "annotations/instances_test.json",
                text("{\"images\":["
                        + image.formatted(1, "c") + "," + image.formatted(2, "d") + "," + image.formatted(3, "e")
                        + "],\"categories\":[{\"id\":7,\"name\":\"hole\"}],\"annotations\":["
                        // 8 x 4 pixels from (2, 3)
                        + "{\"image_id\":2,\"category_id\":7,\"segmentation\":[[2,3,10,3,10,7,2,7]]},"
                        // 5 pixels of the first column from row 10, packed as pycocotools packs [10, 5, 1009]
                        + "{\"image_id\":3,\"category_id\":7,\"segmentation\":{\"size\":[32,32],\"counts\":\""
                        + packed(10, 5, 1009)
                        + "\"}}]}"));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train a.png 0",
                        "train b.png 1",
                        "test c.png 2 normal",
                        "test d.png 3 hole 32",
                        "test e.png 4 hole 5");
    }

    /** As COCO's tools pack run lengths. */
    private static String packed(int... counts) {
        var text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            long x = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            for (boolean more = true; more; ) {
                long bits = x & 31;
                x >>= 5;
                more = (bits & 16) != 0 ? x != -1 : x != 0;
                text.append((char) ((more ? bits | 32 : bits) + 48));
            }
        }
        return text.toString().replace("\\", "\\\\");
    }

    @Test
    void readsDatumaroAndRealIad() throws Exception {
        var files = images("images/train/a.png", "images/train/b.png", "images/test/c.png", "images/test/d.png");
        var labels =
                "{\"categories\":{\"label\":{\"labels\":[{\"name\":\"Normal\"},{\"name\":\"crack\"}]}},\"items\":[";
        var item = "{\"id\":\"%1$s\",\"image\":{\"path\":\"%1$s.png\",\"size\":[32,32]},\"annotations\":[%2$s]}";
        var normal = "{\"type\":\"label\",\"label_id\":0}";
        files.put(
                "annotations/train.json",
                text(labels + item.formatted("a", normal) + "," + item.formatted("b", normal) + "]}"));
        files.put(
                "annotations/test.json",
                text(labels + item.formatted("c", normal) + ","
                        + item.formatted("d", "{\"type\":\"polygon\",\"label_id\":1,\"points\":[0,0,4,0,4,4,0,4]}")
                        + "]}"));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train train/a.png 0",
                        "train train/b.png 1",
                        "test test/c.png 2 normal",
                        "test test/d.png 3 crack 16");

        files = images("toy/OK/S1/a.png", "toy/OK/S1/b.png", "toy/OK/S1/c.png", "toy/NG/AK/d.png");
        files.put("toy/NG/AK/d_mask.png", mask(1, 1, 3, 3));
        var entry = "{\"category\":\"toy\",\"anomaly_class\":\"%s\",\"image_path\":\"%s\",\"mask_path\":%s}";
        files.put(
                "toy.json",
                text("{\"meta\":{\"normal_class\":\"OK\",\"prefix\":\"toy/\"},\"train\":["
                        + entry.formatted("OK", "OK/S1/a.png", "null") + ","
                        + entry.formatted("OK", "OK/S1/b.png", "null")
                        + "],\"test\":[" + entry.formatted("OK", "OK/S1/c.png", "null") + ","
                        + entry.formatted("AK", "NG/AK/d.png", "\"NG/AK/d_mask.png\"") + "]}"));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train OK/S1/a.png 0",
                        "train OK/S1/b.png 1",
                        "test NG/AK/d.png 3 AK 9",
                        "test OK/S1/c.png 2 normal");
    }
}
