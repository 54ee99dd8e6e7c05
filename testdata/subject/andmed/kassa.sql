-- MySQL dump 10.13
CREATE TABLE `tellimus` (`id` int, `lisa` text, PRIMARY KEY (`id`));
INSERT INTO `tellimus` VALUES (991,'contact: mari-liis.tamm@muu.test'),(992,'Mari-Liisiga kokku lepitud'),(993,'Mariliis Tammele üle antud');
-- Dump completed
