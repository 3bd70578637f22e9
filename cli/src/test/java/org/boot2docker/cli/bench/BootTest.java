package org.boot2docker.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BootTest {
  private static final String CONSOLE =
      """
      boot2docker login: docker (automatic login)\r
      bench: [    0.412345] Trying to unpack rootfs image as initramfs...\r
      bench: [    2.412345] Freeing initrd memory: 54000K\r
      bench: [    3.000400] boot2docker: reached init-start at 2900 ms\r
      bench: [    3.100200] boot2docker: started containerd as process 70\r
      bench: [    3.200900] boot2docker: started docker as process 71\r
      $ bench: [    4.500321] boot2docker: reached containerd at 4500 ms\r
      bench: [    6.250111] boot2docker: reached docker at 6250 ms\r
      bench: [    6.500222] bench: docker answers\r
      bench: memory 2000000 1500000 300000 end\r
      """;

  @Test
  void readsEventsServicesAndMemoryOutOfAConsoleThatOthersWriteToAsWell() throws Exception {
    Boot boot = Boot.parse(CONSOLE);

    assertThat(boot.answered()).isEqualTo(6500.222);
    assertThat(boot.reached())
        .containsExactly(
            java.util.Map.entry("unpacking", 412.345),
            java.util.Map.entry("unpacked", 2412.345),
            java.util.Map.entry("init-start", 2900.0),
            java.util.Map.entry("containerd", 4500.321),
            java.util.Map.entry("docker", 6250.111),
            java.util.Map.entry("docker version", 6500.222));
    assertThat(boot.started()).containsEntry("containerd", 3100.2).containsEntry("docker", 3200.9);
    assertThat(boot.memoryKiB()).containsEntry("programs and kernel", 200000L);
    assertThat(boot.usedKiB()).isEqualTo(500000);
  }

  @Test
  void ofThePeerItReadsWhenItsServiceIsUp() throws Exception {
    Boot peer =
        Boot.parse(
            """
            bench: [   28.100000] bench: docker is up
            bench: [   30.200000] bench: docker answers
            bench: memory 2000000 1500000 300000 end
            """);

    assertThat(peer.at(Boot.DOCKER)).hasValue(28100.0);
    assertThat(peer.answered()).isEqualTo(30200.0);
  }

  @Test
  void consoleThatIsStillBeingWrittenIsNotTakenForAWholeOne() {
    String cut = CONSOLE.substring(0, CONSOLE.indexOf("0 end"));

    assertThat(Boot.isWhole(CONSOLE)).isTrue();
    assertThat(Boot.isWhole(cut)).isFalse();
    assertThatThrownBy(() -> Boot.parse(cut)).isInstanceOf(MachineException.class);
  }

  @Test
  void instructionsAreNotCalledSeconds() {
    assertThat(Boot.text(10682.4, false)).isEqualTo("10.68 s");
    assertThat(Boot.text(10682.4, true)).isEqualTo("10682 million instructions");
  }

  @Test
  void medianIsTheMiddleAndTheSpreadIsKept() {
    assertThat(Spread.of(List.of(9, 1, 5))).isEqualTo(new Spread(5, 1, 9));
    assertThat(Spread.of(List.of(4, 1, 2, 3))).isEqualTo(new Spread(2, 1, 4));
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pictureIsAnXmlDocumentWithARowForEachPhaseAndService() throws Exception {
    String svg = new BootPicture(Boot.parse(CONSOLE), "a < b & c", false).svg();

    NodeList texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("text");
    List<String> words =
        java.util.stream.IntStream.range(0, texts.getLength())
            .mapToObj(i -> texts.item(i).getTextContent())
            .toList();
    assertThat(words)
        .contains("From the kernel's start to Docker: a < b & c")
        .contains("kernel", "decompression", "containerd", "docker")
        .contains("docker version answers: 6.50 s");
  }
}
