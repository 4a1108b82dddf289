package org.jdance.internal.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and a private key in PEM text. What it throws says nothing of the text: it may be a key.
 *
 * @param certificates the certificates in their order
 * @param keys the private keys
 */
record PemText(List<X509Certificate> certificates, List<PrivateKey> keys) {

  /** The largest PEM file: a trust store of all the world's authorities is a quarter of it. */
  static final int MAX_FILE_BYTES = 1024 * 1024;

  private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");
  private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem";
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /** The text of the file that a value names, or the value itself if it is PEM text, as a placeholder may have put it in. */
  static String read(String value) {
    if (value.contains("-----BEGIN ")) {
      return value;
    }
    try {
      Path path = Path.of(value.strip());
      if (!Files.isRegularFile(path)) {
        throw new InvalidValueException("names a file that is not there or is not a regular file");
      }
      return BoundedText.ofFile(path, MAX_FILE_BYTES);
    } catch (InvalidPathException e) {
      throw new InvalidValueException("is not a path");
    } catch (IOException e) {
      throw new InvalidValueException("names a file that could not be read (" + BoundedText.reason(e) + ")");
    }
  }

  /** What is in the text, or {@link InvalidValueException}. */
  static PemText parse(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String type = block.group(1);
      if (!type.equals(block.group(3))) {
        throw new InvalidValueException("names a PEM file with a BEGIN and an END that do not match");
      }
      switch (type) {
        case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(certificate(decoded(block.group(2))));
        case "PRIVATE KEY" -> keys.add(key(decoded(block.group(2))));
        case "ENCRYPTED PRIVATE KEY" -> throw new InvalidValueException("names a PEM file with an encrypted private key" + CONVERT);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
            throw new InvalidValueException("names a PEM file with a private key that is not in PKCS#8 form (BEGIN PRIVATE KEY)" + CONVERT);
        // Parameters, public keys and what else tools write beside.
        default -> { }
      }
    }
    return new PemText(List.copyOf(certificates), List.copyOf(keys));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("names a PEM file with a block that is not base64");
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new InvalidValueException("names a PEM file with a certificate that is damaged");
    }
  }

  private static PrivateKey key(byte[] der) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // Of another algorithm, as only trying tells without a parser of our own.
      }
    }
    throw new InvalidValueException("names a PEM file with a private key that is damaged, or neither RSA, EC nor EdDSA");
  }

  /** Names nothing: keys are secret. */
  @Override
  public String toString() {
    return certificates.size() + " certificates, " + keys.size() + " keys";
  }
}
