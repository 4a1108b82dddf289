package org.jdance.internal.client.view;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdance.internal.client.placement.PlacedNode;
import org.jdance.internal.entry.DecodedEntry;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a view: an envelope whose version is the epoch, around
 *
 * <pre>
 *   1  format number, 1
 *   1  copies of each entry
 *   s  name of the placement
 *   2  number of nodes; of each
 *      s name, s address, 4 weight, s zone, 1 state (0 up, 1 out, 2 cold), 16 incarnation, 1 planted (0 or 1), s process
 *   4  number of generations; of each, in the order of names
 *      s cache, 16 generation
 *  16  last loss
 *   1  1 if another list is to follow, else 0; if so
 *      16 since, 2 number of nodes; of each
 *        s name, 4 weight, s zone
 *      2 number of nodes that are ready; of each, in the order of names
 *        s name, 16 incarnation
 * </pre>
 *
 * where numbers are big-endian and s is a length in two bytes and modified UTF-8, as {@link java.io.DataOutput#writeUTF} has it.
 */
final class ViewFormat {

  static final int FORMAT = 1;

  private static final MemberState[] STATES = {MemberState.UP, MemberState.OUT, MemberState.COLD};

  private ViewFormat() {}

  static byte[] encode(View view, byte[] key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeByte(view.layout().copies());
      out.writeUTF(view.layout().placement());
      out.writeShort(view.members().size());
      for (Member member : view.members()) {
        write(member, out);
      }
      out.writeInt(view.generations().size());
      for (Map.Entry<String, Version> generation : new TreeMap<>(view.generations()).entrySet()) {
        out.writeUTF(generation.getKey());
        out.write(generation.getValue().toBytes());
      }
      out.write(view.lastLoss().toBytes());
      out.writeBoolean(view.plan() != null);
      if (view.plan() != null) {
        write(view.plan(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A view could not be written to memory", e);
    }
    return EntryFormat.encode(EntryHeader.of(0, view.epoch(), StoredEntry.ETERNAL), List.of(), key, bytes.toByteArray());
  }

  /** The view in these bytes, or null if there is none that this release can read. */
  static @Nullable View decode(byte @Nullable [] bytes, byte[] key) {
    if (bytes == null) {
      return null;
    }
    DecodedEntry decoded = EntryFormat.decode(bytes, key);
    if (!(decoded instanceof Envelope envelope) || envelope.header().isTombstone()) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(envelope.copyPayload()))) {
      return in.readByte() == FORMAT ? read(envelope.header().version(), in) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static View read(Version epoch, DataInputStream in) throws IOException {
    Layout layout = new Layout(in.readUnsignedByte(), in.readUTF());
    int nodes = in.readUnsignedShort();
    List<Member> members = new ArrayList<>(nodes);
    for (int i = 0; i < nodes; i++) {
      members.add(readMember(in));
    }
    Map<String, Version> generations = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      generations.put(in.readUTF(), readVersion(in));
    }
    Version lastLoss = readVersion(in);
    return new View(epoch, layout, members, generations, lastLoss, in.readBoolean() ? readPlan(in) : null);
  }

  private static void write(Plan plan, DataOutputStream out) throws IOException {
    out.write(plan.since().toBytes());
    out.writeShort(plan.nodes().size());
    for (PlacedNode node : plan.nodes()) {
      out.writeUTF(node.name());
      out.writeInt(node.weight());
      out.writeUTF(node.zone());
    }
    out.writeShort(plan.ready().size());
    for (Map.Entry<String, Version> ready : new TreeMap<>(plan.ready()).entrySet()) {
      out.writeUTF(ready.getKey());
      out.write(ready.getValue().toBytes());
    }
  }

  private static Plan readPlan(DataInputStream in) throws IOException {
    Version since = readVersion(in);
    List<PlacedNode> nodes = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      nodes.add(new PlacedNode(in.readUTF(), in.readInt(), in.readUTF()));
    }
    Map<String, Version> ready = new TreeMap<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      ready.put(in.readUTF(), readVersion(in));
    }
    return new Plan(since, nodes, ready);
  }

  private static void write(Member member, DataOutputStream out) throws IOException {
    out.writeUTF(member.name());
    out.writeUTF(member.address());
    out.writeInt(member.weight());
    out.writeUTF(member.zone());
    out.writeByte(List.of(STATES).indexOf(member.state()));
    out.write(member.incarnation().toBytes());
    out.writeBoolean(member.planted());
    out.writeUTF(member.process());
  }

  private static Member readMember(DataInputStream in) throws IOException {
    String name = in.readUTF();
    String address = in.readUTF();
    int weight = in.readInt();
    String zone = in.readUTF();
    int state = in.readUnsignedByte();
    if (state >= STATES.length) {
      throw new IOException("A state that this release does not know");
    }
    return new Member(name, address, weight, zone, STATES[state], readVersion(in), in.readBoolean(), in.readUTF());
  }

  private static Version readVersion(DataInputStream in) throws IOException {
    return Version.fromBytes(in.readNBytes(Version.BYTES));
  }
}
