package oddboard.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import oddboard.archive.Archive;
import oddboard.archive.Archive.Member;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;

/** Looks for lists of images in an archive. */
public final class Manifests {
    private static final long MAX_BYTES = 128 << 20;
    /** With more JSON files than this each belongs to one image. */
    private static final int MAX_FILES = 40;

    private static final List<ManifestFormat> FORMATS = List.of(
            new TableFormat(), new JsonLinesFormat(), new CocoFormat(), new DatumaroFormat(), new RealIadFormat());

    private Manifests() {}

    /**
     * @param alone whether no folders train and test say what the images are
     * @return null where the archive has none
     * @throws InputException where there is one that can't be taken
     */
    public static @Nullable Manifest find(Archive archive, boolean alone) throws IOException {
        var names = new FileNames(archive.files());
        var found = new ArrayList<Manifest>();
        for (var format : FORMATS) {
            var candidates = archive.files().stream()
                    .filter(file -> format.mayBe(file.name()) && file.size() <= MAX_BYTES)
                    .toList();
            if (candidates.size() > MAX_FILES) {
                continue;
            }
            var lists = new ArrayList<Manifest>();
            for (var candidate : candidates) {
                var lines = format.read(archive.read(candidate), candidate.name(), alone);
                var list = lines == null ? null : resolve(format, candidate, lines, names, archive.file());
                if (list != null) {
                    lists.add(list);
                }
            }
            if (!lists.isEmpty()) {
                found.add(together(lists, archive.file()));
            }
        }
        if (found.size() > 1) {
            throw ManifestFaults.several(
                    archive.file(),
                    found.stream().flatMap(m -> m.files().stream()).toList());
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Manifest together(List<Manifest> lists, String archive) {
        var images = new ArrayList<Manifest.Image>();
        var seen = new HashSet<String>();
        for (var list : lists) {
            for (var image : list.images()) {
                if (!seen.add(image.file().name())) {
                    throw ManifestFaults.several(
                            archive,
                            lists.stream().flatMap(m -> m.files().stream()).toList());
                }
                images.add(image);
            }
        }
        var files = ManifestFaults.names(
                lists.stream().flatMap(list -> list.files().stream()).toList());
        checkLabels(files, images);
        return new Manifest(
                lists.getFirst().format(),
                lists.stream().flatMap(list -> list.files().stream()).toList(),
                images,
                lists.stream().flatMap(list -> list.notes().stream()).toList());
    }

    private static @Nullable Manifest resolve(
            ManifestFormat format, Member list, List<ListedImage> all, FileNames names, String archive) {
        var files = names.find(all.stream().map(ListedImage::image).collect(Collectors.toSet()), list.name());
        if (files.isEmpty()) {
            return null;
        }
        var lines = ofOneProduct(list, all, files);
        missing(
                list,
                lines.stream()
                        .map(ListedImage::image)
                        .filter(name -> !files.containsKey(name))
                        .toList(),
                archive);
        var maskNames = lines.stream()
                .flatMap(line -> line.masks().stream())
                .map(ListedImage.MaskName::name)
                .collect(Collectors.toSet());
        var masks = names.find(maskNames, list.name());
        missing(
                list,
                maskNames.stream()
                        .filter(name -> !masks.containsKey(name))
                        .sorted()
                        .toList(),
                archive);
        var seen = new HashSet<String>();
        var images = new ArrayList<Manifest.Image>();
        for (var line : lines) {
            var member = files.get(line.image());
            if (member == null || !seen.add(member.name())) {
                throw ManifestFaults.twice(list.name(), line.image(), line.where());
            }
            images.add(image(line, member, masks));
        }
        var notes = new ArrayList<String>();
        int others = all.size() - lines.size();
        if (others > 0) {
            notes.add(others + " lines of " + list.name() + " are of other products and not used.");
        }
        return new Manifest(format.title(), List.of(list.name()), images, notes);
    }

    /** Where a list is of several products, the one whose images are there. */
    private static List<ListedImage> ofOneProduct(Member list, List<ListedImage> lines, Map<String, Member> files) {
        var there = new TreeSet<String>();
        lines.stream().filter(line -> files.containsKey(line.image())).forEach(line -> there.add(line.product()));
        if (there.size() > 1) {
            throw ManifestFaults.groups(list.name(), List.copyOf(there));
        }
        return lines.stream().filter(line -> there.contains(line.product())).toList();
    }

    private static void missing(Member list, List<String> names, String archive) {
        if (!names.isEmpty()) {
            throw ManifestFaults.missing(list.name(), archive, names.size(), names);
        }
    }

    /** A word that is no known one is a type of anomaly, if another one says what is normal. */
    private static void checkLabels(String list, List<Manifest.Image> images) {
        var types = new TreeSet<String>();
        images.forEach(image -> types.add(image.type()));
        types.remove("");
        var number = types.stream()
                .filter(type -> type.matches("[-+]?\\d+(\\.\\d+)?"))
                .findFirst();
        if (number.isPresent()) {
            throw ManifestFaults.fault(
                    list, "there is a label " + number.get() + "; labels are 0 (normal), 1 (anomalous), or words");
        }
        boolean normal = images.stream()
                .anyMatch(image -> image.label() == ImageLabel.NORMAL
                        || image.label() == ImageLabel.UNLABELED && image.split() == Split.TRAIN);
        if (!normal && !types.isEmpty()) {
            throw ManifestFaults.fault(
                    list,
                    "no label says which images are normal, such as 0, normal, good or ok; the labels are "
                            + ManifestFaults.names(List.copyOf(types)));
        }
    }

    private static Manifest.Image image(ListedImage line, Member member, Map<String, Member> masks) {
        var sources = new ArrayList<MaskSource>(line.drawn());
        for (var name : line.masks()) {
            var mask = masks.get(name.name());
            if (mask != null) {
                sources.add(
                        name.background() == null
                                ? new MaskSource.Stored(mask)
                                : new ColoredMask(mask, name.background()));
            }
        }
        boolean anomalous = line.label().label() == ImageLabel.ANOMALOUS;
        // Datumaro and COCO draw nothing on normal images; a table may still name an empty mask for them.
        return new Manifest.Image(
                member,
                line.split(),
                line.label().label(),
                anomalous ? line.label().type() : "",
                line.group(),
                List.copyOf(sources));
    }
}
