<?xml version="1.0" encoding="UTF-8"?>
<tileset version="1.10" tiledversion="1.10.2" name="props" tilewidth="32" tileheight="64" tilecount="2" columns="0">
 <grid orientation="orthogonal" width="1" height="1"/>
 <tile id="0">
  <properties>
   <property name="collides" type="bool" value="true"/>
  </properties>
  <image width="32" height="64" source="tiles/plant.png"/>
 </tile>
 <tile id="1">
  <image width="32" height="32" source="tiles/mat.png"/>
 </tile>
</tileset>
