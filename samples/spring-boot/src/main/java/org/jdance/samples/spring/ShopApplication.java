package org.jdance.samples.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** The application. All about its caches is in {@code application.properties} and {@code jdance.properties}. */
@SpringBootApplication
@EnableCaching
public class ShopApplication {}
